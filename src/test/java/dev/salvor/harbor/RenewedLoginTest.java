// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Pace;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/** A password that was read again in the middle of a run is the API's, too. */
class RenewedLoginTest {
    private static final Credentials.Password OLD = new Credentials.Password("ci", Secret.of("old"));
    private static final Credentials.Password NEW = new Credentials.Password("ci", Secret.of("new"));

    private final List<Object> sent = new ArrayList<>();

    /** Notes each Authorization. */
    private HarborApi api() {
        return (HarborApi) Proxy.newProxyInstance(
                HarborApi.class.getClassLoader(), new Class<?>[] {HarborApi.class}, (_, _, arguments) -> {
                    sent.add(arguments[0]);
                    return RestResponse.ok(List.of());
                });
    }

    @Test
    void isSentByWhatWasMadeBeforeIt() throws InterruptedException {
        AtomicReference<Credentials> login = new AtomicReference<>(OLD);
        Harbor harbor = new Harbor(login::get, api(), new ApiCalls(2, Pace.of(0), _ -> {}));
        HarborContent content = harbor.content();
        harbor.project("p");
        content.tags(new RepositoryName("p/app"), 1);
        login.set(NEW);
        harbor.project("p");
        content.tags(new RepositoryName("p/app"), 1);

        assertThat(sent).containsExactly(OLD.basic(), OLD.basic(), NEW.basic(), NEW.basic());
    }
}
