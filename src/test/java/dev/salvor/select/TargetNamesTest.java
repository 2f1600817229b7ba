// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.salvor.image.RepositoryName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNamesTest {

    @ParameterizedTest
    @CsvSource({
        // rules, project, prefix, the storage's name, the target's
        "'', '', '', web/app, web/app",
        "'', '', '', app, app",
        "'', '', rescue/2026, web/app, rescue/2026/web/app",
        "'', library, '', app, library/app",
        "'', library, '', web/app, web/app",
        "'', library, rescue, app, rescue/library/app",
        "^web/=, library, '', web/app, library/app",
        "^web/=, library, '', web/shop/app, shop/app",
        "^app$=web/app, library, '', app, web/app",
        "^a/=b/ ^b/=c/, '', '', a/app, c/app",
        "^b/=c/ ^a/=b/, '', '', a/app, b/app",
        "^a/=A// ^A//=c/, '', '', a/app, c/app",
        "^rescue/=x/, '', rescue, web/app, rescue/web/app",
    })
    void rulesComeFirstThenTheProjectThenThePrefix(
            String rules, String project, String prefix, String source, String target) {
        assertThat(names(rules, project, prefix).of(new RepositoryName(source)))
                .isEqualTo(new TargetName.Usable(new RepositoryName(target)));
    }

    @Test
    void anIllegalNameComesWithTheRulesThatHadAPartInIt() {
        TargetNames names = names("^a/=A/ ^b/=c/ app=", "library", "rescue");
        assertThat(names.of(new RepositoryName("a/app")))
                .isEqualTo(new TargetName.Illegal(
                        "rescue/A/", List.of("--map ^a/=A/", "--map app=", "the prefix rescue")));
        assertThat(names.of(new RepositoryName("app")))
                .isEqualTo(new TargetName.Illegal(
                        "rescue/library/", List.of("--map app=", "--project library", "the prefix rescue")));
    }

    @Test
    void aNameMayHave255CharactersWithAllThatIsPutInFront() {
        TargetNames names = names("", "", "rescue");
        String fits = "a".repeat(255 - "rescue/".length());
        assertThat(names.of(new RepositoryName(fits))).isInstanceOf(TargetName.Usable.class);
        assertThat(names.of(new RepositoryName(fits + "a")))
                .isEqualTo(new TargetName.Illegal("rescue/" + fits + "a", List.of("the prefix rescue")));
    }

    @Test
    void projectAndPrefixMustBeginANameAndAProjectIsOneComponent() {
        assertThatIllegalArgumentException().isThrownBy(() -> names("", "a/b", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> names("", "Library", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> names("", "", "rescue/"));
    }

    private static TargetNames names(String rules, String project, String prefix) {
        List<NameRule> parsed = Stream.of(rules.split(" "))
                .filter(rule -> !rule.isEmpty())
                .map(NameRule::parse)
                .toList();
        return new TargetNames(parsed, project, prefix);
    }
}
