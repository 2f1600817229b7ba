// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor.recorded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;

/** Sends recorded requests to a server of ours. */
final class Replay {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RecordedWorld world;
    private final RecordedAccounts accounts;
    private final Substitutions substitutions;

    Replay(RecordedWorld world, RecordedAccounts accounts, Substitutions substitutions) {
        this.world = world;
        this.accounts = accounts;
        this.substitutions = substitutions;
    }

    /** @param file all exchanges of its file */
    HttpResponse<byte[]> send(Recording recording, List<Recording> file) {
        world.before(recording);
        beginUpload(recording, file);
        byte[] body = world.body(recording);
        URI base = accounts.isForRegistryBehind(recording)
                ? world.server().behind().uri()
                : world.server().uri();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + substitutions.apply(recording.path())));
        boolean chunked = recording.requestHeaders().containsKey("Transfer-Encoding");
        recording.requestHeaders().forEach((name, value) -> {
            if (!name.equals("Transfer-Encoding")) {
                request.header(name, name.equals("Authorization") ? accounts.authorization(recording, value) : value);
            }
        });
        request.method(recording.method(), publisher(recording, body, chunked));
        HttpResponse<byte[]> answer = send(request.build());
        answer.headers()
                .firstValue("Location")
                .ifPresent(own -> recording
                        .responseHeader("Location")
                        .ifPresent(recorded -> substitutions.learnUpload(recorded, own)));
        world.after(recording);
        return answer;
    }

    private static BodyPublisher publisher(Recording recording, byte[] body, boolean chunked) {
        if (chunked) {
            return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        }
        boolean bodiless = body.length == 0 && !recording.method().equals("PUT");
        return bodiless ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    }

    /** The POST before some PUTs was not recorded. */
    private void beginUpload(Recording recording, List<Recording> file) {
        Matcher upload = Substitutions.UPLOAD.matcher(recording.path());
        if (!upload.find() || upload.group(2).startsWith("11111111")) {
            return;
        }
        String id = upload.group(2);
        if (!substitutions.knowsUpload(id)) {
            String last = file.stream()
                    .map(each -> Substitutions.UPLOAD.matcher(each.path()))
                    .filter(each -> each.find() && each.group(2).equals(id))
                    .map(each -> each.group(1))
                    .reduce(upload.group(1), (_, next) -> next);
            String location = world.beginUpload(last);
            substitutions.learnUpload("/v2/" + last + "/blobs/uploads/" + id, location);
        }
        if (upload.group(3) != null) {
            substitutions.learnState(id, upload.group(3));
        }
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
