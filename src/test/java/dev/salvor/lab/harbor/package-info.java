// SPDX-License-Identifier: Apache-2.0
/**
 * A Harbor for tests: a real registry behind a front that does what Harbor 2.15 adds. It computes its answers from users, projects, quotas and
 * rules. "Code" in comments is the recorded exchange that shows a fact: harbor-live.md, src/test/resources/harbor/recorded.
 */
package dev.salvor.lab.harbor;
