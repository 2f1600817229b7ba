// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    </v2/_catalog?last=a%2Fb&n=3>; rel="next"              | /v2/_catalog?last=a%2Fb&n=3
                    </a>;rel=next                                          | /a
                    </a>; rel=next; title="x, y; z"                        | /a
                    </a>; title="x, <y>; z"; rel="next"                    | /a
                    <http://r/a>; REL="NEXT"                               | http://r/a
                    </a?page=1>; rel="prev" , </a?page=3>; rel="next"      | /a?page=3
                    </a?page=3>; rel="next", </a?page=1>; rel="prev"       | /a?page=3
                    </a>; rel="last next"                                  | /a
                    </a>; rel="next last"                                  | /a
                    </a,b;c>; rel="next"                                   | /a,b;c
                    """)
    void findsTheNextPage(String header, String target) {
        assertThat(LinkHeader.targets(header, "next")).containsExactly(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</a>; rel=\"prev\"",
                "</a>; rel=\"nextish\"",
                "</a>; rel=nextish",
                "</a>; rel=\"prenext\"",
                "</a>; title=\"next\"",
                "</a>",
                "rel=\"next\"",
                ""
            })
    void findsNoNextPageWhereNoneIs(String header) {
        assertThat(LinkHeader.targets(header, "next")).isEmpty();
    }
}
