// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^old/=new/ old/a/old/b new/a/old/b",
                "old=new old/a/old/b new/a/new/b",
                "^old/(.*)-img$=new/$1 old/app-img new/app",
                "(?<team>[^/]+)/(.*)=${team}-$2 web/shop/api web-shop/api",
                "^web/=$0x- web/app web/x-app",
                ".*=mirror/$0 web/app mirror/web/app",
                "x*=- axb -a-b-",
                "^(?=web/)=mirror/ web/app mirror/web/app",
                "(?<=web)/=- web/app web-app",
                "a\\.b=c x/a.b x/c",
                "a\\\\?=c=d x/a x/c=d",
                "^a[\\=/]=c= a/b c=b",
                "-old$= web/app-old web/app",
            })
    void replacesEveryMatch(String rule, String name, String renamed) {
        assertThat(NameRule.parse(rule).apply(name)).contains(renamed);
    }

    @Test
    void leavesAloneWhatDoesNotMatch() {
        assertThat(NameRule.parse("^old/=new/").apply("web/old/app")).isEmpty();
        assertThat(NameRule.parse("Web=new").apply("web/app")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "old/|there is no = between regex and replacement",
                "old\\=new|there is no = between regex and replacement",
                "(?=old)|there is no = between regex and replacement",
                "=new|there is no regex in front of the =",
                "[a=b|'[a' is no regex: Unclosed character class",
                "a{2,1}=b|'a{2,1}' is no regex: Illegal repetition range",
                "^(.*)=new/$2|'new/$2' does not fit the regex '^(.*)': No group 2",
                "^(?<n>.*)=${m}|'${m}' does not fit the regex '^(?<n>.*)': No group with name {m}",
                "(?x)a #(b)=$1|'$1' does not fit the regex '(?x)a #(b)': No group 1",
                "\\Qa(=$1|'$1' does not fit the regex '\\Qa(': No group 1",
                "a=$|'$' does not fit the regex 'a': Illegal group reference: group index is missing",
                "a=b\\|'b\\' does not fit the regex 'a': character to be escaped is missing",
            })
    void saysWhatIsWrongWithARule(String typed, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameRule.parse(typed))
                .withMessageStartingWith(message);
    }
}
