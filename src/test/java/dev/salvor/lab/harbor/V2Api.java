// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** All below {@code /v2/}. */
final class V2Api {
    private final State state;
    private final Login login;
    private final Gate gate;
    private final Inner inner;
    private final V2Lists listing;
    private final Pulls pulls;
    private final Pushes pushes;
    private final Uploads uploads;

    V2Api(State state, Login login, Inner inner) {
        this.state = state;
        this.login = login;
        this.gate = new Gate(state);
        this.inner = inner;
        this.listing = new V2Lists(state);
        this.pulls = new Pulls(state, inner);
        this.pushes = new Pushes(state, inner);
        this.uploads = new Uploads(state, inner);
    }

    /** What is refused whoever asks. */
    void checkNames(HttpRequest request) {
        gate.checkNames(request, V2Path.of(request.path()));
    }

    HttpAnswer answer(HttpRequest request) {
        V2Path target = V2Path.of(request.path());
        gate.checkRights(request, target, login.caller(request));
        return switch (target) {
            case V2Path.Base _ ->
                HttpAnswer.text(200, "application/json; charset=utf-8", "{}")
                        .with("Docker-Distribution-Api-Version", "registry/2.0");
            case V2Path.Catalog _ -> request.method().equals("GET") ? listing.catalog(request) : inner.pass(request);
            case V2Path.Tags(String repository) ->
                request.method().equals("GET") ? listing.tags(request, repository) : inner.pass(request);
            case V2Path.Referrers(String repository, String subject) -> listing.referrers(request, repository, subject);
            case V2Path.ManifestOf manifest ->
                switch (request.method()) {
                    case "PUT" -> pushes.put(request, manifest);
                    case "DELETE" -> pushes.delete(manifest);
                    default -> pulls.manifest(request, manifest);
                };
            case V2Path.Blob(var _, String digest) -> {
                if (request.method().equals("HEAD") && state.sizeOfKnown(digest).isEmpty()) {
                    throw HttpRefusal.notFound("blob " + digest + " not found");
                }
                yield inner.pass(request);
            }
            case V2Path.Upload upload -> uploads.answer(request, upload);
            case V2Path.Unknown _ -> throw new IllegalStateException("refused by the gate");
        };
    }
}
