// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.inventory.Part;
import dev.salvor.outcome.Outcome;
import dev.salvor.proof.Gap;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.ProvenImage;
import dev.salvor.proof.Shortfall;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.ArrayList;
import java.util.List;

/** What a registry has of an image, in words, and for programs. */
final class ProofText {
    private static final int GAPS = 2;

    private ProofText() {}

    static String words(ImageProof.Kind kind) {
        return switch (kind) {
            case THERE -> "there and right";
            case MISSING -> "missing";
            case INCOMPLETE -> "incomplete";
            case CONFLICT -> "conflict";
            case UNTOLD -> "cannot tell";
            case DAMAGED -> "damaged in the storage";
        };
    }

    /** The spelling in JSON. */
    static String name(ImageProof.Kind kind) {
        return switch (kind) {
            case THERE -> "there";
            case MISSING -> "missing";
            case INCOMPLETE -> "incomplete";
            case CONFLICT -> "conflicts";
            case UNTOLD -> "untold";
            case DAMAGED -> "damaged";
        };
    }

    /** What is particular about it, for one of many in a table; empty if nothing is. */
    static String brief(ImageProof proof) {
        return proof instanceof ImageProof.Conflict(Digest source, Digest target)
                ? "here " + source.shortHex() + ", there " + target.shortHex()
                : detail(proof);
    }

    private static String detail(ImageProof proof) {
        return switch (proof) {
            case ImageProof.There _, ImageProof.Missing _ -> "";
            case ImageProof.Misnamed(TargetName.Unusable name) -> told(new Outcome.Misnamed(name));
            case ImageProof.Incomplete(List<Gap> gaps) -> brief(gaps);
            case ImageProof.Conflict(Digest source, Digest target) -> "here " + source + ", there " + target;
            case ImageProof.Untold(Refusal refusal) -> told(refusal);
            case ImageProof.SourceFault(Outcome outcome) -> told(outcome);
        };
    }

    private static String brief(List<Gap> gaps) {
        List<String> first =
                new ArrayList<>(gaps.stream().limit(GAPS).map(ProofText::brief).toList());
        if (gaps.size() > GAPS) {
            first.add(Units.count(gaps.size() - GAPS) + " more");
        }
        return String.join("; ", first);
    }

    private static String brief(Gap gap) {
        String detail = detail(gap);
        return FaultText.name(gap.role()) + " " + gap.digest().shortHex() + " " + words(gap)
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static String words(Gap gap) {
        return switch (gap.flaw()) {
            case Gap.Flaw.Absent _ -> "missing";
            case Gap.Flaw.OtherSize _ -> "of another size";
            case Gap.Flaw.OtherContent _ -> "with other content";
            case Gap.Flaw.Unlisted _ -> "not listed";
            case Gap.Flaw.Untold _ -> "cannot tell";
        };
    }

    private static String detail(Gap gap) {
        return switch (gap.flaw()) {
            case Gap.Flaw.Absent _ -> "";
            case Gap.Flaw.OtherSize(long actual) -> actual + " bytes there, not " + gap.size();
            case Gap.Flaw.OtherContent(Digest actual) -> "its digest is " + actual;
            case Gap.Flaw.Unlisted(Digest subject) -> "nothing there names it as a referrer of " + subject;
            case Gap.Flaw.Untold(Refusal refusal) -> told(refusal);
        };
    }

    /** A line: what is wrong there, and what that costs. */
    static String line(Shortfall shortfall) {
        Gap gap = shortfall.gap();
        String detail = detail(gap);
        boolean isManifest = gap.role() == Part.Role.MANIFEST || gap.role() == Part.Role.INDEX;
        return "1 " + (isManifest ? "manifest (" : "blob (" + FaultText.name(gap.role()) + " ") + gap.digest()
                + (gap.size() == 0 ? "" : ", " + Units.bytes(gap.size())) + ", " + words(gap) + " there) "
                + (gap.flaw() instanceof Gap.Flaw.Untold ? "leaves open " : "breaks ")
                + Units.count(shortfall.images(), "image") + " in "
                + Units.count(shortfall.repositories(), "repository") + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static String told(Outcome outcome) {
        Explanation explanation = Explanation.of(outcome);
        return explanation.detail().isEmpty() ? explanation.title() : explanation.detail();
    }

    private static String told(Refusal refusal) {
        Explanation explanation = Explanation.of(new Outcome.Refused(refusal));
        return explanation.title() + (explanation.detail().isEmpty() ? "" : ": " + explanation.detail());
    }

    static void put(ObjectNode node, ProvenImage image) {
        ImageProof proof = image.proof();
        node.put("repository", image.name().repository().value())
                .put("tag", image.name().tag().map(Tag::value).orElse(null))
                .put("digest", image.digest().map(Digest::toString).orElse(null))
                .put("target", image.target().map(RepositoryName::value).orElse(null))
                .put("verdict", name(proof.kind()))
                .put("reason", detail(proof))
                .put(
                        "targetDigest",
                        proof instanceof ImageProof.Conflict(var _, Digest target) ? target.toString() : null);
        ArrayNode gaps = node.putArray("gaps");
        if (proof instanceof ImageProof.Incomplete(List<Gap> its)) {
            its.forEach(gap -> put(gaps.addObject(), gap));
        }
    }

    static void put(ObjectNode node, Gap gap) {
        node.put("role", FaultText.name(gap.role()))
                .put("digest", gap.digest().toString())
                .put("bytes", gap.size())
                .put(
                        "kind",
                        switch (gap.flaw()) {
                            case Gap.Flaw.Absent _ -> "missing";
                            case Gap.Flaw.OtherSize _ -> "otherSize";
                            case Gap.Flaw.OtherContent _ -> "otherContent";
                            case Gap.Flaw.Unlisted _ -> "unlisted";
                            case Gap.Flaw.Untold _ -> "untold";
                        })
                .put("reason", detail(gap));
    }
}
