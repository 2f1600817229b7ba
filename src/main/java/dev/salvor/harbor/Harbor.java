// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.http.Pace;
import dev.salvor.registry.login.Credentials;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** A Harbor, seen through its JSON API. Needs a running Quarkus. */
public final class Harbor {
    private final Supplier<Credentials> login;
    private final HarborApi api;
    private final ApiCalls calls;
    /** Null until it is asked for. */
    private ApiAnswer<SystemInfo> system;

    /**
     * @param endpoint with its scheme settled
     * @param login with which the run is logged in now: it may end and be another then
     * @param pace that of all requests to this registry
     * @param trace hears of each request
     * @param notices hears of pauses that Harbor asks for
     */
    public Harbor(
            Endpoint endpoint,
            Supplier<Credentials> login,
            ConnectionSettings settings,
            Pace pace,
            Consumer<String> trace,
            Consumer<String> notices) {
        this(
                login,
                ApiClient.of(endpoint, settings, new ApiTrace(trace)),
                new ApiCalls(settings.connections(), pace, trace, notices));
    }

    Harbor(Credentials credentials, HarborApi api, ApiCalls calls) {
        this(() -> credentials, api, calls);
    }

    Harbor(Supplier<Credentials> login, HarborApi api, ApiCalls calls) {
        this.login = login;
        this.api = api;
        this.calls = calls;
    }

    /** {@code v2.15.2}; empty if Harbor does not say, which it does not to strangers. Never fails: nothing depends on it. */
    public Optional<String> version() {
        return system().given().map(SystemFacts::version);
    }

    /** Withheld with status 200 if Harbor does not know this login, or there is none. It is asked once. */
    public ApiAnswer<SystemFacts> system() {
        return switch (info()) {
            case ApiAnswer.Given<SystemInfo>(SystemInfo info)
            when info.harborVersion() != null ->
                new ApiAnswer.Given<>(new SystemFacts(
                        info.harborVersion().split("-", 2)[0], info.readOnly(), "adminonly".equals(info.creation())));
            case ApiAnswer.Given<SystemInfo> _ -> new ApiAnswer.Withheld<>(200, "");
            case ApiAnswer.Withheld<SystemInfo>(int status, String words) -> new ApiAnswer.Withheld<>(status, words);
        };
    }

    private synchronized ApiAnswer<SystemInfo> info() {
        if (system == null) {
            system = calls.call(() -> api.systemInfo(authorization())).map(RestResponse::getEntity);
        }
        return system;
    }

    /**
     * Whether it is Harbor that answers below {@code /api}: something in front may let only {@code /v2/} and {@code /service/} through,
     * and say 404, or show a page, for all else. Then no answer is a fact.
     */
    private boolean isReached() {
        return info().given().map(its -> its.authMode() != null).orElse(false);
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

    /** Whether there is such a project, visible or not. Withheld where something else than Harbor answers. */
    public ApiAnswer<Boolean> exists(String project) {
        if (!isReached()) {
            return new ApiAnswer.Withheld<>(0, "what answers below /api/v2.0 is not Harbor");
        }
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
        Patience patience = Patience.ofRun();
        return switch (calls.persist(() -> calls.call(request, patience), patience)) {
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
        String username = login.get() instanceof Credentials.Password password ? password.username() : "";
        return new HarborContent(this, api, calls, username, this::authorization);
    }

    /** Robots and users alike log in by Basic; the bearer token of {@code /v2/} counts as nobody here (protocol.md §4.2). */
    private String authorization() {
        return login.get() instanceof Credentials.Password password ? password.basic() : null;
    }
}
