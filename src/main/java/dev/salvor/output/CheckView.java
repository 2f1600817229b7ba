// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.check.Finding;
import dev.salvor.check.Finding.Severity;
import java.util.List;

/**
 * What a preflight found.
 *
 * <p>The fields of the JSON: {@code registry} as it was typed, {@code ok} (nothing is wrong), and {@code findings[]} with
 *
 * <ul>
 *   <li>{@code severity}: ok, info (could not be found out), warn, fail
 *   <li>{@code topic}: registry, login, read-only, names, projects, proxy-caches, rights, quotas, storage, lists, images
 *   <li>{@code message}, and {@code advice}, which is empty if there is nothing to do
 *   <li>{@code subjects[]}: what it is about, by {@code name}, with a {@code detail} or with {@code neededBytes}, {@code roomBytes}
 *       and {@code limitBytes}; empty if it is about the registry as a whole
 * </ul>
 */
public final class CheckView {
    private final String registry;
    private final List<Finding> findings;

    /** @param registry as it was typed */
    public CheckView(String registry, List<Finding> findings) {
        this.registry = registry;
        this.findings = findings;
    }

    public String table() {
        return FindingText.lines(findings) + "\n" + sentence() + "\n";
    }

    /** To be read aloud: not all that is well there can be delivered from here. */
    private String sentence() {
        long failures = count(Severity.FAIL);
        long warnings = count(Severity.WARN);
        if (failures > 0) {
            return Units.count(failures, "thing") + " to put right.";
        }
        return warnings == 0
                ? "Nothing is wrong."
                : "Nothing is wrong there that would stop a sync; see the " + Units.count(warnings, "warning")
                        + " above.";
    }

    public String json() {
        ObjectNode root = Json.object().put("registry", registry).put("ok", count(Severity.FAIL) == 0);
        FindingText.put(root, findings);
        return Json.pretty(root);
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
