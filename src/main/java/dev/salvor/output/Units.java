// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as people read them. */
public final class Units {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    /** More than an index of all platforms has. */
    private static final int LISTED = 12;

    private Units() {}

    /** 1536 is {@code 1.5 KiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, BINARY[unit]);
    }

    /** 1204 is {@code 1,204}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 3,000 images}, {@code 1 image}, {@code 2 repositories}. */
    public static String count(long number, String singular) {
        String plural = singular.endsWith("y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
        return count(number) + " " + (number == 1 ? singular : plural);
    }

    /** {@code 0.4 s}, {@code 1 m 5 s}, {@code 3 h 2 m}. */
    public static String duration(Duration duration) {
        if (duration.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " m " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " m";
    }

    /** The largest unit only: {@code 3 d}, {@code 5 h}, {@code 12 m}, {@code 9 s}. */
    public static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " m" : Math.max(0, age.toSeconds()) + " s";
    }

    /** {@code linux/amd64, linux/arm64}; of very many the first few. */
    static String list(Collection<?> things) {
        String first = things.stream().limit(LISTED).map(Object::toString).collect(Collectors.joining(", "));
        return things.size() > LISTED ? first + ", " + count(things.size() - LISTED) + " more" : first;
    }
}
