// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes everything and remembers it, unless a script objects; a script may wait, refuse, or throw what nobody expects. */
final class FakeDestination implements Destination {
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> blobs = ConcurrentHashMap.newKeySet();
    private final Map<String, Digest> manifests = new ConcurrentHashMap<>();
    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private final Queue<Long> sizes = new ConcurrentLinkedQueue<>();
    private final Queue<Referrers.Listed> lists = new ConcurrentLinkedQueue<>();

    /** @param what a digest or a tag */
    record Call(Verb verb, String repository, String what) {}

    enum Verb {
        BLOB,
        REUSE,
        PUT_BLOB,
        /** Into what a reuse left open. */
        PUT_BLOB_OPENED,
        MANIFEST,
        PUT_MANIFEST,
        LIST
    }

    @Override
    public void abandon(RepositoryName repository, Opened opened) {}

    /** Hears of each call before it is answered. */
    interface Script {
        void before(Call call) throws RefusedException;
    }

    private record Session(String repository) implements Opened {}

    void script(Script script) {
        scripts.add(script);
    }

    static RefusedException refusal(Refusal.Reason reason, String words) {
        return new RefusedException(new Refusal(reason, 400, words));
    }

    /** Puts a blob there that the run has not sent. */
    void has(String repository, Digest blob) {
        blobs.add(repository + "@" + blob);
    }

    /** The next looks at a blob that is there say these sizes, not 1. */
    void says(Long... next) {
        sizes.addAll(List.of(next));
    }

    /** The next looks at lists of referrers find these. */
    void lists(Referrers.Listed... next) {
        lists.addAll(List.of(next));
    }

    /** Puts a tag there that the run has not sent. */
    void tagged(String repository, String tag, Digest manifest) {
        manifests.put(repository + "@" + tag, manifest);
    }

    List<Call> calls(Verb verb) {
        return calls.stream().filter(call -> call.verb() == verb).toList();
    }

    /** How often this was asked for. */
    long count(Verb verb, Object what) {
        return calls(verb).stream()
                .filter(call -> call.what().equals(what.toString()))
                .count();
    }

    private void enter(Verb verb, RepositoryName repository, Object what) throws RefusedException {
        Call call = new Call(verb, repository.value(), what.toString());
        calls.add(call);
        for (Script script : scripts) {
            script.before(call);
        }
    }

    @Override
    public Registry.BlobState blob(RepositoryName repository, Digest digest) throws RefusedException {
        enter(Verb.BLOB, repository, digest);
        return blobs.contains(repository + "@" + digest)
                ? new Registry.BlobState.There(Optional.ofNullable(sizes.poll()).orElse(1L))
                : new Registry.BlobState.Absent();
    }

    @Override
    public Reuse reuse(RepositoryName repository, Digest digest, RepositoryName from) throws RefusedException {
        enter(Verb.REUSE, repository, digest);
        if (!blobs.contains(from + "@" + digest)) {
            return new Reuse.Begun(new Session(repository.value()));
        }
        has(repository.value(), digest);
        return new Reuse.Reused();
    }

    @Override
    public void putBlob(RepositoryName repository, Digest digest, Content content, Optional<Opened> opened)
            throws RefusedException {
        enter(opened.isPresent() ? Verb.PUT_BLOB_OPENED : Verb.PUT_BLOB, repository, digest);
        opened.map(Session.class::cast)
                .filter(session -> !session.repository().equals(repository.value()))
                .ifPresent(session -> {
                    throw new IllegalArgumentException(session + " in " + repository);
                });
        has(repository.value(), digest);
    }

    @Override
    public ManifestState manifest(RepositoryName repository, Reference reference) throws RefusedException {
        enter(Verb.MANIFEST, repository, reference);
        return Optional.ofNullable(manifests.get(repository + "@" + reference))
                .<ManifestState>map(ManifestState.There::new)
                .orElseGet(ManifestState.Absent::new);
    }

    @Override
    public void putManifest(RepositoryName repository, Reference reference, MediaType type, byte[] bytes)
            throws RefusedException {
        enter(Verb.PUT_MANIFEST, repository, reference);
        Digest digest = Digest.of(bytes);
        manifests.put(repository + "@" + reference, digest);
        manifests.put(repository + "@" + digest, digest);
    }

    @Override
    public boolean listsReferrers(RepositoryName repository, Digest subject) {
        return true;
    }

    @Override
    public Referrers.Listed list(RepositoryName repository, Tag tag, Optional<Digest> known) throws RefusedException {
        enter(Verb.LIST, repository, tag);
        return Optional.ofNullable(lists.poll()).orElseThrow();
    }

    @Override
    public Optional<Digest> readManifest(RepositoryName repository, Digest digest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Digest> readBlob(RepositoryName repository, Digest digest) {
        throw new UnsupportedOperationException();
    }
}
