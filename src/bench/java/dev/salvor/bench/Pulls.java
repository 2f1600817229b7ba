// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pulls images as nodes do, all at once, one connection each, with as little work of its own as can be. */
final class Pulls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pulls() {}

    /** What came of it. */
    record Result(double seconds, int failed) {}

    /** @param images as repository:tag */
    static Result all(int port, List<String> images) {
        long begin = System.nanoTime();
        int failed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> pulls = new ArrayList<>();
            images.forEach(image -> pulls.add(threads.submit(() -> pull(port, image))));
            for (Future<Boolean> pull : pulls) {
                failed += pull.get() ? 0 : 1;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Result((System.nanoTime() - begin) / 1e9, failed);
    }

    private static boolean pull(int port, String image) {
        String repository = "/v2/" + image.substring(0, image.indexOf(':'));
        try (Socket socket = new Socket("127.0.0.1", port);
                InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10)) {
            get(socket, in, "/v2/");
            JsonNode manifest = JSON.readTree(
                    get(socket, in, repository + "/manifests/" + image.substring(image.indexOf(':') + 1)));
            get(
                    socket,
                    in,
                    repository + "/blobs/" + manifest.at("/config/digest").asText());
            for (JsonNode layer : manifest.path("layers")) {
                get(socket, in, repository + "/blobs/" + layer.path("digest").asText());
            }
            return true;
        } catch (IOException e) {
            System.out.println(image + ": " + e);
            return false;
        }
    }

    private static byte[] get(Socket socket, InputStream in, String target) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\n"
                + "Accept: application/vnd.docker.distribution.manifest.v2+json\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line(in);
        long length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes((int) length);
        if (!status.contains(" 200 ") || body.length != length) {
            throw new IOException(target + " was answered " + status);
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
