// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.Trees;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Harbor for tests, on a port of 127.0.0.1, plain HTTP. Ends with {@link #close}. */
public final class HarborServer implements AutoCloseable {
    private final State state;
    private final Optional<Path> temporary;
    private final RegistryProcess behind;
    private final ClaimSigner tokens;
    private final Login login;
    private final TokenApi tokenService;
    private final Gateway harbor;
    private final HttpFront front;
    private final List<HarborLog.Entry> log = new ArrayList<>();
    private volatile ServerFault fault = ServerFault.NONE;

    HarborServer(State state, Optional<Path> storage, InstantSource clock) {
        this.tokens = new ClaimSigner(clock);
        this.state = state;
        this.temporary = storage.isPresent() ? Optional.empty() : Optional.of(Trees.temporary("salvor-harbor-"));
        this.behind =
                RegistryProcess.over(storage.or(() -> temporary).orElseThrow()).start();
        Inner inner = new Inner(behind.http());
        this.login = new Login(state, tokens);
        this.tokenService = new TokenApi(state, login, tokens);
        this.harbor =
                new Gateway(state, tokenService, new V2Api(state, login, inner), new Api(state, login, inner, clock));
        this.front = new HttpFront(this::answer).start();
    }

    public static HarborSetup builder() {
        return new HarborSetup();
    }

    private HttpAnswer answer(HttpRequest request) {
        String method = request.method();
        String path = request.head().path();
        ServerFault.Asked asked = new ServerFault.Asked(method, path, request.body().length);
        HttpAnswer answer = fault.answer(asked).orElseGet(() -> harbor.answer(request));
        HarborLog.Entry entry = new HarborLog.Entry(
                method,
                path,
                answer.status(),
                login.caller(request).name(),
                request.head().header("User-Agent"),
                !request.head().header("Cookie").isEmpty());
        synchronized (log) {
            log.add(entry);
        }
        return answer;
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return front.host();
    }

    public URI uri() {
        return URI.create("http://" + host());
    }

    /** A client without a login. */
    public LabHttp http() {
        return LabHttp.to(uri());
    }

    /** A client that sends this account's Basic login with every request. */
    public LabHttp as(String account) {
        String secret = state.account(account).orElseThrow().secret();
        return http().with(LabHttp.basic(account, secret));
    }

    /** A token without asking over HTTP. */
    public String token(String account, String... scopes) {
        return tokenService.token(new Caller.LoggedIn(state.account(account).orElseThrow()), List.of(scopes));
    }

    /** As one gets it without a login, or with a wrong one. */
    public String tokenOfNobody(String... scopes) {
        return tokenService.token(new Caller.Anonymous(), List.of(scopes));
    }

    /** What was answered since the start, or since {@link #clearLog}. */
    public HarborLog log() {
        synchronized (log) {
            return new HarborLog(log);
        }
    }

    public void clearLog() {
        synchronized (log) {
            log.clear();
        }
        front.load().forget();
    }

    /** How many requests were being answered at once, delay and all, at most since the start or since {@link #clearLog}. */
    public int mostAtOnce() {
        return front.load().most();
    }

    /** The same for the requests to {@code /v2/project/}. */
    public int mostAtOnce(String project) {
        return front.load().most(project);
    }

    /** Added to every answer from now on. */
    public void delay(Duration added) {
        front.delay(added);
    }

    /** From now on, in place of the one before; {@link ServerFault#NONE} for none. */
    public void fault(ServerFault next) {
        fault = next;
    }

    public void readOnly(boolean on) {
        state.readOnly(on);
    }

    public void onlyAdminsCreateProjects(boolean on) {
        state.onlyAdminsCreateProjects(on);
    }

    /** Whether this account cannot log in from now on. */
    public void disable(String account, boolean off) {
        state.disable(account, off);
    }

    /**
     * Of tokens from now on. A token is taken for a minute longer, as by Harbor.
     *
     * @param told what {@code expires_in} says
     * @param earlier how much earlier than they say they end
     */
    public void tokenLifetime(Duration told, Duration earlier) {
        tokens.lifetime(told, earlier);
    }

    /** Digests by tag; empty if there is no such repository. */
    public SortedMap<String, String> tags(String repository) {
        return state.repository(repository).map(Repository::digests).orElseGet(TreeMap::new);
    }

    /** How many pulls were counted. */
    public int pulls(String repository) {
        return state.repository(repository).map(Repository::pulls).orElse(0);
    }

    /** In bytes. */
    public long quotaUsed(String project) {
        return state.project(project).orElseThrow().quota().used();
    }

    /** @param bytes -1 for no limit */
    public void quotaLimit(String project, long bytes) {
        state.project(project).orElseThrow().quota().limit(bytes);
    }

    public SortedSet<String> projects() {
        SortedSet<String> names = new TreeSet<>();
        state.projects().forEach(project -> names.add(project.name()));
        return names;
    }

    public boolean isPublic(String project) {
        return state.project(project).orElseThrow().isPublic();
    }

    /** The registry behind: its access log tells what reached it, its storage what is on the disk. */
    public RegistryProcess behind() {
        return behind;
    }

    @Override
    public void close() {
        front.close();
        behind.close();
        temporary.ifPresent(Trees::delete);
    }
}
