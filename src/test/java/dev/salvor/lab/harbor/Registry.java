// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** All below {@code /v2/}. */
final class Registry {
    private final State state;
    private final Login login;
    private final Gate gate;
    private final Inner inner;
    private final Listing listing;
    private final Pulls pulls;
    private final Pushes pushes;
    private final Uploads uploads;

    Registry(State state, Login login, Inner inner) {
        this.state = state;
        this.login = login;
        this.gate = new Gate(state);
        this.inner = inner;
        this.listing = new Listing(state);
        this.pulls = new Pulls(state, inner);
        this.pushes = new Pushes(state, inner);
        this.uploads = new Uploads(state, inner);
    }

    /** What is refused whoever asks. */
    void checkNames(Request request) {
        gate.checkNames(request, Target.of(request.path()));
    }

    Answer answer(Request request) {
        Target target = Target.of(request.path());
        gate.checkRights(request, target, login.caller(request));
        return switch (target) {
            case Target.Base _ ->
                Answer.text(200, "application/json; charset=utf-8", "{}")
                        .with("Docker-Distribution-Api-Version", "registry/2.0");
            case Target.Catalog _ -> request.method().equals("GET") ? listing.catalog(request) : inner.pass(request);
            case Target.Tags(String repository) ->
                request.method().equals("GET") ? listing.tags(request, repository) : inner.pass(request);
            case Target.Referrers(String repository, String subject) -> listing.referrers(request, repository, subject);
            case Target.ManifestOf manifest ->
                switch (request.method()) {
                    case "PUT" -> pushes.put(request, manifest);
                    case "DELETE" -> pushes.delete(manifest);
                    default -> pulls.manifest(request, manifest);
                };
            case Target.Blob(var _, String digest) -> {
                if (request.method().equals("HEAD") && state.sizeOfKnown(digest).isEmpty()) {
                    throw Refusal.notFound("blob " + digest + " not found");
                }
                yield inner.pass(request);
            }
            case Target.Upload upload -> uploads.answer(request, upload);
            case Target.Unknown _ -> throw new IllegalStateException("refused by the gate");
        };
    }
}
