// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.damage;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.TestImages;
import dev.salvor.outcome.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** The kinds of damage, each planted into an image of its own (protocol.md §1.10, and what a hostile hand may do). */
public enum Damage {
    LAYER_DELETED(Subject::layer, Files::delete, "DAMAGED LAYER MISSING"),
    LAYER_COLLECTED(Subject::layer, Spoil::collect, "DAMAGED LAYER MISSING"),
    LAYER_UNDER_A_TEMPORARY_NAME(Subject::layer, Spoil::stayTemporary, "DAMAGED LAYER MISSING"),
    LAYER_UNDER_A_HIDDEN_NAME(Subject::layer, Spoil::stayHidden, "DAMAGED LAYER MISSING"),
    LAYER_LINKED_TO_NOTHING(Subject::layer, Spoil::dangle, "DAMAGED LAYER MISSING"),
    LAYER_EMPTY(Subject::layer, Spoil::empty, "DAMAGED LAYER ZERO_BYTES"),
    LAYER_CUT(Subject::layer, Spoil::cut, "DAMAGED LAYER TRUNCATED"),
    LAYER_TOO_LONG(Subject::layer, Spoil::append, "DAMAGED LAYER TOO_LONG"),
    LAYER_OF_1_GB(Subject::layer, Spoil::swell, "DAMAGED LAYER TOO_LONG"),
    LAYER_FLIPPED("WHOLE", Subject::layer, Spoil::flip, "DAMAGED LAYER WRONG_CONTENT"),
    LAYER_OF_ZEROS("WHOLE", Subject::layer, Spoil::zero, "DAMAGED LAYER WRONG_CONTENT"),
    LAYER_WITHOUT_ITS_END("WHOLE", Subject::layer, Spoil::zeroEnd, "DAMAGED LAYER WRONG_CONTENT"),
    LAYER_A_DIRECTORY(Subject::layer, Spoil::becomeDirectory, "DAMAGED LAYER UNREADABLE"),
    LAYER_A_FIFO(Subject::layer, Spoil::becomeFifo, "DAMAGED LAYER UNREADABLE"),
    LAYER_A_DEVICE(Subject::layer, Spoil::becomeDevice, "DAMAGED LAYER UNREADABLE"),
    LAYER_A_SOCKET(Subject::layer, Spoil::becomeSocket, "DAMAGED LAYER UNREADABLE"),
    LAYER_OUTSIDE(Subject::layer, Spoil::leave, "DAMAGED LAYER UNREADABLE"),
    LAYER_LINKED_TO_ITSELF(Subject::layer, Spoil::loop, "DAMAGED LAYER UNREADABLE"),
    CONFIG_DELETED(Subject::config, Files::delete, "DAMAGED CONFIG MISSING"),
    CONFIG_EMPTY(Subject::config, Spoil::empty, "DAMAGED CONFIG ZERO_BYTES"),
    CONFIG_CUT(Subject::config, Spoil::cut, "DAMAGED CONFIG TRUNCATED"),
    CONFIG_FLIPPED("WHOLE", Subject::config, Spoil::flip, "DAMAGED CONFIG WRONG_CONTENT"),
    MANIFEST_DELETED(Subject::manifest, Files::delete, "DAMAGED MANIFEST MISSING"),
    MANIFEST_EMPTY(Subject::manifest, Spoil::empty, "DAMAGED MANIFEST ZERO_BYTES"),
    MANIFEST_CUT(Subject::manifest, Spoil::cut, "DAMAGED MANIFEST TRUNCATED"),
    MANIFEST_FLIPPED(Subject::manifest, Spoil::flip, "DAMAGED MANIFEST WRONG_CONTENT"),
    MANIFEST_OF_ZEROS(Subject::manifest, Spoil::zero, "DAMAGED MANIFEST WRONG_CONTENT"),
    MANIFEST_OF_1_GB(Subject::manifest, Spoil::swell, "DAMAGED MANIFEST UNREADABLE"),
    MANIFEST_A_DIRECTORY(Subject::manifest, Spoil::becomeDirectory, "DAMAGED MANIFEST UNREADABLE"),
    MANIFEST_A_FIFO(Subject::manifest, Spoil::becomeFifo, "DAMAGED MANIFEST UNREADABLE"),
    MANIFEST_OUTSIDE(Subject::manifest, Spoil::leave, "DAMAGED MANIFEST UNREADABLE"),
    CHILD_DELETED(Shape.INDEX, Subject::manifest, Files::delete, "PARTLY MANIFEST MISSING"),
    CHILD_EMPTY(Shape.INDEX, Subject::manifest, Spoil::empty, "PARTLY MANIFEST ZERO_BYTES"),
    CHILD_LAYER_DELETED(Shape.INDEX, Subject::layer, Files::delete, "PARTLY LAYER MISSING"),
    CHILDREN_DELETED(Shape.INDEX, Subject::loseBothChildren, "DAMAGED MANIFEST MISSING"),
    INDEX_EMPTY(Shape.INDEX, Subject::index, Spoil::empty, "DAMAGED MANIFEST ZERO_BYTES"),
    LINK_DELETED(Subject::link, Files::delete, "DAMAGED LINK BROKEN"),
    LINK_GARBLED(Subject::link, file -> Files.writeString(file, "\u001b[2J nothing"), "WHOLE"),
    LINK_CUT(Subject::link, file -> Files.writeString(file, "sha256:0123"), "WHOLE"),
    LINK_OF_1_GB(Subject::link, Spoil::swell, "WHOLE"),
    LINK_EMPTY_AND_TWO_CANDIDATES(Shape.IMAGE, Subject::emptyLinkBesideAnother, "DAMAGED LINK BROKEN"),
    LINK_A_DIRECTORY(Subject::link, Spoil::becomeDirectory, "DAMAGED LINK UNREADABLE"),
    LINK_A_FIFO(Subject::link, Spoil::becomeFifo, "DAMAGED LINK UNREADABLE"),
    LINK_OUTSIDE(Subject::link, Spoil::leave, "DAMAGED LINK UNREADABLE"),
    LINK_EMPTY_AND_ONE_CANDIDATE(Subject::link, Spoil::empty, "WHOLE"),
    LINK_WITH_A_LINE_END(Subject::link, file -> Files.writeString(file, Files.readString(file) + "\r\n"), "WHOLE"),
    LINK_OF_A_LAYER_EMPTY(Subject::layerLink, Spoil::empty, "WHOLE"),
    LINK_OF_A_REVISION_DELETED(Subject::revisionLink, Files::delete, "WHOLE"),
    SCHEMA1(Shape.IMAGE, subject -> subject.pointAt("{\"schemaVersion\":1}"), "NOT_DELIVERABLE"),
    NO_MANIFEST(Shape.IMAGE, subject -> subject.pointAt("\ufeff[]"), "NOT_DELIVERABLE");

    private final Shape shape;
    private final Planting planting;
    private final String quick;
    private final String verdict;

    /** What is damaged. */
    private enum Shape {
        IMAGE,
        INDEX
    }

    private interface Planting {
        void in(Subject subject) throws IOException;
    }

    Damage(Shape shape, Planting planting, String quick, String verdict) {
        this.shape = shape;
        this.planting = planting;
        this.quick = quick;
        this.verdict = verdict;
    }

    Damage(Shape shape, Planting planting, String verdict) {
        this(shape, planting, verdict, verdict);
    }

    Damage(Shape shape, Function<Subject, Path> where, Spoil what, String verdict) {
        this(shape, subject -> what.to(where.apply(subject)), verdict);
    }

    Damage(Function<Subject, Path> where, Spoil what, String verdict) {
        this(Shape.IMAGE, where, what, verdict);
    }

    Damage(String quick, Function<Subject, Path> where, Spoil what, String verdict) {
        this(Shape.IMAGE, subject -> what.to(where.apply(subject)), quick, verdict);
    }

    public String repository() {
        return "bad/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The image that it damages. */
    public String image() {
        return repository() + ":1";
    }

    /** What is to be said of it: the kind of verdict, and of each fault the part and what is wrong with it. */
    public String verdict() {
        return verdict;
    }

    /** The same where no blob is read. */
    public String quickVerdict() {
        return quick;
    }

    /** What becomes of it in a push: the registry reads every byte. */
    public Tally.Kind outcome() {
        if (verdict.equals("WHOLE")) {
            return Tally.Kind.PUSHED;
        }
        return verdict.startsWith("NOT_DELIVERABLE")
                ? Tally.Kind.UNSUPPORTED
                : verdict.endsWith("UNREADABLE") ? Tally.Kind.UNREADABLE : Tally.Kind.DAMAGED;
    }

    /** Whether the bytes from another storage make it whole. */
    public boolean isHealable() {
        return outcome() != Tally.Kind.UNSUPPORTED && outcome() != Tally.Kind.PUSHED && !verdict.contains("LINK");
    }

    Subject push(TestImages images, StorageFiles files) {
        int seed = 100 + 2 * ordinal();
        return switch (shape) {
            case IMAGE -> Subject.image(images, files, repository(), seed);
            case INDEX -> Subject.index(images, files, repository(), seed);
        };
    }

    void plant(Subject subject) {
        try {
            planting.in(subject);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
