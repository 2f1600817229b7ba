// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.registry.http.Pace;
import dev.salvor.registry.login.Credentials;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ingress that lets only {@code /v2/} and {@code /service/} through: what it says of {@code /api} is no fact. */
class HiddenApiTest {
    private static final SystemInfo STRANGERS = new SystemInfo("db_auth", null, false, null);

    /** @param exists the status of the question for a project */
    private static Harbor harbor(Supplier<RestResponse<SystemInfo>> systemInfo, int exists) {
        HarborApi api = (HarborApi) Proxy.newProxyInstance(
                HarborApi.class.getClassLoader(),
                new Class<?>[] {HarborApi.class},
                (_, method, _) -> switch (method.getName()) {
                    case "systemInfo" -> systemInfo.get();
                    case "exists" -> answer(exists);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new Harbor(new Credentials.Anonymous(), api, new ApiCalls(2, Pace.of(0), _ -> {}));
    }

    private static <T> RestResponse<T> answer(int status) {
        if (status > 399) {
            throw new WebApplicationException(status);
        }
        return RestResponse.status(RestResponse.Status.fromStatusCode(status));
    }

    private static ApiAnswer<Boolean> withheld() {
        return new ApiAnswer.Withheld<>(0, "what answers below /api/v2.0 is not Harbor");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 404, 405, 410, 500, 502, 503, 504})
    void aStatusInPlaceOfTheApisAnswerSaysNothingOfAProject(int status) {
        assertThat(harbor(() -> answer(status), 404).exists("p")).isEqualTo(withheld());
        assertThat(harbor(() -> answer(status), 200).exists("p")).isEqualTo(withheld());
    }

    @Test
    void aPageSaysNothingOfAProject() {
        Supplier<RestResponse<SystemInfo>> page = () -> {
            throw new ProcessingException("no JSON: <html>");
        };
        assertThat(harbor(page, 404).exists("p")).isEqualTo(withheld());
        assertThat(harbor(page, 200).exists("p")).isEqualTo(withheld());
    }

    @Test
    void anotherThingsJsonSaysNothingOfAProject() {
        SystemInfo other = new SystemInfo(null, null, false, null);
        assertThat(harbor(() -> RestResponse.ok(other), 404).exists("p")).isEqualTo(withheld());
        assertThat(harbor(() -> RestResponse.ok(null), 404).exists("p")).isEqualTo(withheld());
    }

    @Test
    void harborIsBelievedAlsoByStrangers() {
        assertThat(harbor(() -> RestResponse.ok(STRANGERS), 404).exists("p")).isEqualTo(new ApiAnswer.Given<>(false));
        assertThat(harbor(() -> RestResponse.ok(STRANGERS), 200).exists("p")).isEqualTo(new ApiAnswer.Given<>(true));
    }
}
