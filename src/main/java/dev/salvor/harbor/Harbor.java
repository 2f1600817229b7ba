// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.http.Pace;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ProxyServer;
import dev.salvor.registry.tls.ClientIdentity;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** A Harbor, seen through its JSON API. Needs a running Quarkus. */
public final class Harbor {
    private final Endpoint endpoint;
    private final Credentials credentials;
    private final ConnectionSettings settings;
    private final HarborApi api;
    private final ApiCalls calls;
    /** Null until it is asked for. */
    private ApiAnswer<SystemInfo> system;

    /**
     * @param endpoint with its scheme settled
     * @param pace that of all requests to this registry
     * @param trace hears of each request
     */
    public Harbor(
            Endpoint endpoint,
            Credentials credentials,
            ConnectionSettings settings,
            Pace pace,
            Consumer<String> trace) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.settings = settings;
        this.api = api(new ApiTrace(trace));
        this.calls = new ApiCalls(settings.connections(), pace, trace);
    }

    /** {@code v2.15.2}; empty if Harbor does not say, which it does not to strangers. Never fails: nothing depends on it. */
    public Optional<String> version() {
        return system().given().map(SystemFacts::version);
    }

    /** Withheld with status 200 if Harbor does not know this login, or there is none. It is asked once. */
    public synchronized ApiAnswer<SystemFacts> system() {
        if (system == null) {
            system = calls.call(() -> api.systemInfo(authorization())).map(RestResponse::getEntity);
        }
        return switch (system) {
            case ApiAnswer.Given<SystemInfo>(SystemInfo info)
            when info.harborVersion() != null ->
                new ApiAnswer.Given<>(new SystemFacts(
                        info.harborVersion().split("-", 2)[0], info.readOnly(), "adminonly".equals(info.creation())));
            case ApiAnswer.Given<SystemInfo> _ -> new ApiAnswer.Withheld<>(200, "");
            case ApiAnswer.Withheld<SystemInfo>(int status, String words) -> new ApiAnswer.Withheld<>(status, words);
        };
    }

    /** Whether the API can know who asks: it takes user and password only. */
    public boolean hasLogin() {
        return authorization() != null;
    }

    /** The projects that the account may see: never a proof that there is no other. @param mostPages of 100 each */
    public ApiAnswer<ApiRows<ProjectFacts>> projects(int mostPages) {
        return calls.pages(
                mostPages,
                page -> api.projects(authorization(), page, ApiCalls.PAGE_SIZE, null),
                (row, rows) -> Optional.ofNullable(row.name()).ifPresent(name -> rows.put(name, facts(row))));
    }

    /** One project; empty if the account does not see it. */
    public ApiAnswer<Optional<ProjectFacts>> project(String name) {
        return calls.call(() -> api.projects(authorization(), 1, ApiCalls.PAGE_SIZE, "name=" + name))
                .map(ApiCalls.entity(rows -> rows.stream()
                        .filter(row -> name.equals(row.name()))
                        .map(Harbor::facts)
                        .findFirst()));
    }

    /** Whether there is such a project, visible or not. */
    public ApiAnswer<Boolean> exists(String project) {
        return switch (calls.call(() -> api.exists(authorization(), project))) {
            case ApiAnswer.Given<RestResponse<Void>> _ -> new ApiAnswer.Given<>(true);
            case ApiAnswer.Withheld<RestResponse<Void>>(int status, var _)
            when status == 404 -> new ApiAnswer.Given<>(false);
            case ApiAnswer.Withheld<RestResponse<Void>>(int status, String words) ->
                new ApiAnswer.Withheld<>(status, words);
        };
    }

    /** For members, and accounts that may read the project. */
    public ApiAnswer<ProjectFacts> summary(String project) {
        return calls.call(() -> api.summary(authorization(), true, project))
                .map(ApiCalls.entity(summary -> new ProjectFacts(
                        summary.registry() != null && !summary.registry().isNull(),
                        Optional.ofNullable(summary.quota()).flatMap(QuotaRow::quota))));
    }

    /** The quotas of all projects. @param mostPages of 100 each */
    public ApiAnswer<ApiRows<Quota>> quotas(int mostPages) {
        return calls.pages(
                mostPages,
                page -> api.quotas(authorization(), page, ApiCalls.PAGE_SIZE),
                (row, rows) -> row.project().ifPresent(name -> row.quota().ifPresent(quota -> rows.put(name, quota))));
    }

    /** Changes Harbor. Tries again where the answer may be another in a moment. @param open whether everybody may pull */
    public Creation create(String project, boolean open) {
        Supplier<RestResponse<Void>> request = () -> api.create(authorization(), NewProject.of(project, open));
        return switch (calls.persist(() -> calls.call(request))) {
            case ApiAnswer.Given<RestResponse<Void>> _ -> new Creation.Created();
            case ApiAnswer.Withheld<RestResponse<Void>>(int status, var _) when status == 409 -> new Creation.Existed();
            case ApiAnswer.Withheld<RestResponse<Void>>(int status, String words) ->
                ApiCalls.isTemporary(status)
                        ? new Creation.Unknown(status, words)
                        : new Creation.Refused(status, words);
        };
    }

    private static ProjectFacts facts(ProjectRow row) {
        return new ProjectFacts(row.registryId() > 0, Optional.empty());
    }

    /** What it holds. */
    public HarborContent content() {
        String username = credentials instanceof Credentials.Password password ? password.username() : "";
        return new HarborContent(this, api, calls, username, authorization());
    }

    private HarborApi api(ApiTrace trace) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint.base())
                .userAgent(settings.userAgent())
                .register(trace)
                .followRedirects(false)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (endpoint.scheme() == Endpoint.Scheme.HTTPS) {
            if (settings.verifyTls()) {
                builder.trustStore(settings.roots().keyStore());
            } else {
                builder.trustAll(true).verifyHost(false);
            }
            settings.identity().keyStore().ifPresent(keys -> builder.keyStore(keys, ClientIdentity.STORE_PASSWORD));
        }
        proxy().ifPresent(proxy -> {
            builder.proxyAddress(proxy.host(), proxy.port());
            proxy.login()
                    .ifPresent(login -> builder.proxyUser(login.username())
                            .proxyPassword(login.password().reveal()));
        });
        return builder.build(HarborApi.class);
    }

    private Optional<ProxyServer> proxy() {
        return settings.route().proxies().proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort());
    }

    /** Robots and users alike log in by Basic; the bearer token of {@code /v2/} counts as nobody here (protocol.md §4.2). */
    private String authorization() {
        return credentials instanceof Credentials.Password password ? password.basic() : null;
    }
}
