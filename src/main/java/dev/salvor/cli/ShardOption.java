// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.TextInput;
import dev.salvor.select.Shard;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which part of the repositories this worker does, if there are several. */
public final class ShardOption {
    private static final String SHARDS = "SALVOR_SHARDS";
    /** Kubernetes sets it in every pod of an Indexed Job: kubernetes.io/docs/concepts/workloads/controllers/job, "Completion mode". */
    private static final String INDEX = "JOB_COMPLETION_INDEX";

    private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final String ADVICE = "Shards are counted from 0: four workers have 0/4, 1/4, 2/4 and 3/4.";

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Only the repositories of worker I out of N, I from 0 to N-1: 0/4, 1/4, 2/4 and 3/4 together are all"
                            + " (default: $" + INDEX + "/$" + SHARDS + " if $" + SHARDS
                            + " is set, as in an Indexed Job).")
    private String shard;

    /** @throws Usage if what was typed or set is no shard */
    Shard shard(Map<String, String> environment) {
        if (shard != null) {
            return parse(shard).orElseThrow(() -> new Usage("--shard is '" + shard + "'", ADVICE));
        }
        String shards = TextInput.value(environment.getOrDefault(SHARDS, ""));
        if (shards.isEmpty()) {
            return Shard.whole();
        }
        String index = TextInput.value(environment.getOrDefault(INDEX, ""));
        if (index.isEmpty()) {
            throw new Usage(
                    SHARDS + " is set, but " + INDEX + " is not",
                    "Kubernetes sets it in an Indexed Job (completionMode: Indexed). Elsewhere use --shard I/N.");
        }
        return parse(index + "/" + shards)
                .orElseThrow(
                        () -> new Usage(INDEX + " is '" + index + "' and " + SHARDS + " is '" + shards + "'", ADVICE));
    }

    private static Optional<Shard> parse(String text) {
        Matcher matcher = SHARD.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        return index < count ? Optional.of(new Shard(index, count)) : Optional.empty();
    }
}
