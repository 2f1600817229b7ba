// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.ProvenImage;
import dev.salvor.proof.RegistryProof;
import dev.salvor.proof.Sample;
import dev.salvor.proof.Shortfall;
import dev.salvor.verify.VerifiedStorage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a registry has what a storage has.
 *
 * <p>The fields of the JSON:
 *
 * <ul>
 *   <li>{@code images[]}, sorted by name: {@code image}, {@code repository}, {@code tag} (null if it goes by its digest), {@code digest} (null if the storage does not tell), {@code target} (its
 *       repository on the registry, null if it can have none), {@code verdict} (there, missing, incomplete, conflicts, untold, damaged), {@code reason} (may be empty), {@code targetDigest}
 *       (of a conflict, else null) and {@code gaps[]}
 *   <li>a gap has {@code role} (manifest, index, config, layer), {@code digest}, {@code bytes}, {@code kind} (missing, otherSize, otherContent, unlisted, untold) and {@code reason}
 *   <li>{@code shortfalls[]}, the worst first: {@code gap}, {@code images} and {@code repositories} that it costs
 *   <li>{@code counts}: {@code images}, and how many of them have which verdict
 *   <li>{@code asked}: {@code manifests}, {@code blobs}, {@code blobsRead}, {@code bytesRead}; {@code sample}, null unless it is one: {@code images}, {@code of}
 *   <li>{@code interrupted}, {@code notInStorage[]}, {@code storage} as scan has it, and {@code inStorage}, null unless its content was read as well: what verify says of a storage
 * </ul>
 */
public final class ProofView {
    private static final int LINES = 20;

    private final String registry;
    private final RegistryProof proof;
    private final Optional<VerifyView> inStorage;

    /**
     * @param registry as it was typed
     * @param inStorage what came of reading the storage's content, if it was read
     */
    public ProofView(String registry, RegistryProof proof, Optional<VerifiedStorage> inStorage) {
        this.registry = registry;
        this.proof = proof;
        this.inStorage = inStorage.map(VerifyView::new);
    }

    public String table() {
        Table table = new Table().text("IMAGE").text("VERDICT").text("WHAT");
        List<ProvenImage> open = proof.images().stream()
                .filter(image -> image.proof().kind() != ImageProof.Kind.THERE)
                .toList();
        open.forEach(image ->
                table.row(image.name(), ProofText.words(image.proof().kind()), ProofText.brief(image.proof())));
        return inStorage
                        .map(view -> "In the storage\n\n" + view.table() + "\nOn the registry\n\n")
                        .orElse("")
                + (open.isEmpty() ? "" : table + "\n")
                + shortfalls()
                + StorageText.notFound(proof.findings())
                + StorageText.leftOut(proof.findings())
                + StorageText.problems(proof.findings().problems())
                + Untagged.paragraph(proof.findings())
                + sentence() + "\n";
    }

    /** The verdict, to be read aloud. */
    public String sentence() {
        String shares = proof.counts().entrySet().stream()
                .filter(each -> each.getKey() == ImageProof.Kind.THERE || each.getValue() > 0)
                .map(each -> Units.count(each.getValue()) + " " + words(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        return (proof.interrupted() ? "interrupted; as far as is known: " : "")
                + Units.count(proof.images().size(), "image") + ": " + shares + "; " + registry + " was asked for "
                + Units.count(proof.asked().manifests(), "manifest") + " and "
                + Units.count(proof.asked().blobs(), "blob") + read()
                + proof.sample().map(ProofView::sample).orElse("");
    }

    private static String words(ImageProof.Kind kind, long count) {
        return kind == ImageProof.Kind.CONFLICT && count != 1 ? "conflicts" : ProofText.words(kind);
    }

    private String read() {
        RegistryProof.Asked asked = proof.asked();
        return asked.read() == 0
                ? ""
                : ", of which it gave " + Units.count(asked.read()) + " with " + Units.bytes(asked.bytes());
    }

    private static String sample(Sample.Share share) {
        return ". This is a sample of " + Units.count(share.images()) + " of " + Units.count(share.of(), "image")
                + (share.of() == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * share.images() / share.of()))
                + ", and no proof";
    }

    public String json() {
        ObjectNode root = Json.object();
        ArrayNode images = root.putArray("images");
        proof.images().forEach(image -> {
            ObjectNode node = images.addObject().put("image", image.name().toString());
            ProofText.put(node, image);
        });
        ArrayNode shortfalls = root.putArray("shortfalls");
        for (Shortfall shortfall : Shortfall.of(proof.images())) {
            ObjectNode node = shortfalls.addObject();
            ProofText.put(node.putObject("gap"), shortfall.gap());
            node.put("images", shortfall.images()).put("repositories", shortfall.repositories());
        }
        root.setAll(summary());
        StorageText.put(root, proof.findings());
        root.set("inStorage", inStorage.<JsonNode>map(VerifyView::tree).orElse(null));
        return Json.pretty(root);
    }

    /** The counters, as the last line of a report has them. */
    public ObjectNode summary() {
        ObjectNode root = Json.object();
        ObjectNode counts =
                root.putObject("counts").put("images", proof.images().size());
        proof.counts().forEach((kind, count) -> counts.put(ProofText.name(kind), count));
        RegistryProof.Asked asked = proof.asked();
        root.putObject("asked")
                .put("manifests", asked.manifests())
                .put("blobs", asked.blobs())
                .put("blobsRead", asked.read())
                .put("bytesRead", asked.bytes());
        if (proof.sample().isPresent()) {
            Sample.Share share = proof.sample().get();
            root.putObject("sample").put("images", share.images()).put("of", share.of());
        } else {
            root.putNull("sample");
        }
        root.put("interrupted", proof.interrupted());
        ArrayNode notFound = root.putArray("notInStorage");
        proof.findings().notFound().forEach(name -> notFound.add(name.toString()));
        return root;
    }

    private String shortfalls() {
        List<Shortfall> all = Shortfall.of(proof.images());
        String lines = all.stream()
                .limit(LINES)
                .map(each -> Printable.of(ProofText.line(each)) + "\n")
                .collect(Collectors.joining());
        return lines
                + (all.size() > LINES ? "… and " + Units.count(all.size() - LINES) + " more (-o json has all)\n" : "")
                + (all.isEmpty() ? "" : "\n");
    }
}
