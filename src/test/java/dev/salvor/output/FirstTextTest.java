// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.operation.FirstPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What became of the images that go before all others, in words. */
class FirstTextTest {
    private static final List<ImageName> GONE = List.of(new ImageName(new RepositoryName("p/gone"), new Tag("1")));

    @Test
    void whatIsCompleteSaysWhen() {
        FirstPart.Summary all =
                new FirstPart.Summary(12, 2, 10, 0, GONE, List.of(), Optional.of(Duration.ofSeconds(75)));
        assertThat(FirstText.paragraph(all))
                .startsWith("\n--first: 12 images in the storage, 2 there, 10 pushed; complete after ")
                .endsWith("\n  not in the storage: p/gone:1\n");
        assertThat(json(all))
                .isEqualTo("{\"images\":12,\"there\":2,\"pushed\":10,\"failed\":0,\"notInStorage\":[\"p/gone:1\"],"
                        + "\"notByTag\":[],\"seconds\":75.0}");
    }

    @Test
    void whatIsNotDeliveredIsSaidAndSoIsWhatIsStillToPush() {
        FirstPart.Summary some = new FirstPart.Summary(12, 2, 6, 1, List.of(), List.of(), Optional.empty());
        assertThat(FirstText.paragraph(some))
                .isEqualTo("\n--first: 12 images in the storage, 2 there, 6 pushed, 1 NOT delivered, 3 to push\n");
        assertThat(json(some)).endsWith("\"notInStorage\":[],\"notByTag\":[],\"seconds\":null}");
    }

    @Test
    void whatGoesUnderAnotherNameIsSaidWithWhatHelps() {
        FirstPart.Summary otherTag = new FirstPart.Summary(2, 0, 2, 0, List.of(), GONE, Optional.empty());
        assertThat(FirstText.paragraph(otherTag))
                .contains("\n  not under the tag that runs: 1 image, p/gone:1\n  -> ")
                .contains("--tags-from");
        assertThat(json(otherTag)).contains("\"notByTag\":[\"p/gone:1\"]");
    }

    private static String json(FirstPart.Summary first) {
        ObjectNode root = Json.object();
        FirstText.put(root, first);
        return root.get("first").toString();
    }
}
