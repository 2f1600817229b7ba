// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a path as it was typed. Java hands arguments over as text, in which bytes that are no text of this locale are lost: a name that is no
 * UTF-8, and under {@code LANG=C} every umlaut. Linux keeps the bytes (proc(5), cmdline).
 */
final class PathArgument implements ITypeConverter<Path> {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char LOST = '\ufffd';

    private final List<byte[]> typed;

    private PathArgument(List<byte[]> typed) {
        this.typed = typed;
    }

    static PathArgument ofThisProcess() {
        try {
            return new PathArgument(split(Files.readAllBytes(COMMAND_LINE), (byte) 0));
        } catch (IOException e) {
            return new PathArgument(List.of());
        }
    }

    @Override
    public Path convert(String text) {
        if (text.chars().allMatch(c -> c < 0x80 && c != '?')) {
            return Path.of(text);
        }
        List<Path> meant = typed.stream()
                .flatMap(PathArgument::values)
                .filter(value -> mayBe(value, text))
                .map(PathArgument::path)
                .distinct()
                .toList();
        return meant.size() == 1
                ? meant.getFirst()
                : asText(text)
                        .orElseThrow(() -> new TypeConversionException(
                                "'" + text + "' is no path that this locale can spell: try LC_ALL=C.UTF-8"));
    }

    private static Optional<Path> asText(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** An argument, and what may be the value of an option in it. */
    private static Stream<byte[]> values(byte[] argument) {
        List<byte[]> parts = split(argument, (byte) '=');
        return parts.size() < 2 || argument[0] != '-'
                ? Stream.of(argument)
                : Stream.of(argument, Arrays.copyOfRange(argument, parts.getFirst().length + 1, argument.length));
    }

    /** Whether Java may have read these bytes so: as UTF-8, or byte by byte, one sign for each that it does not know. */
    private static boolean mayBe(byte[] value, String text) {
        if (new String(value, StandardCharsets.UTF_8).equals(text)) {
            return true;
        }
        String bytes = new String(value, StandardCharsets.US_ASCII);
        return bytes.equals(text) || bytes.replace(LOST, '?').equals(text);
    }

    /** Only by a URI can a path be made of bytes. */
    private static Path path(byte[] value) {
        StringBuilder uri = new StringBuilder();
        for (byte each : value) {
            boolean plain = each >= '0' && each <= '9' || each >= 'a' && each <= 'z' || each == '/';
            uri.append(plain ? Character.toString(each) : String.format("%%%02X", each & 0xff));
        }
        if (value[0] == '/') {
            return Path.of(URI.create("file://" + uri));
        }
        Path here = Path.of("").toAbsolutePath();
        return here.relativize(Path.of(URI.create(here.toUri() + uri.toString())));
    }

    private static List<byte[]> split(byte[] bytes, byte at) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == at) {
                parts.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
