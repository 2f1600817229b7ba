// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final int THREADS = 50;
    private static final Access A = pull("p/a");

    private final ManualClock clock = new ManualClock();
    /** Queries of the token service, in order. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final Tokens tokens = tokens(RepositoryName::value, this::grant);

    private Answer grant(Request request) {
        asked.add(request.uri().getQuery());
        return Answers.of(200, "{\"token\":\"t" + asked.size() + "\",\"expires_in\":100}");
    }

    private Tokens tokens(Function<RepositoryName, String> unit, Sender sender) {
        Challenge.Bearer challenge = new Challenge.Bearer("http://r/token", "s", "", "");
        TokenService service = new TokenService(
                challenge, new Credentials.Anonymous(), URI.create("http://r"), sender, clock, _ -> {});
        return new Tokens(service, unit, clock);
    }

    private static Access pull(String repository) {
        return new Access.Pull(new RepositoryName(repository));
    }

    private static Access push(String repository) {
        return new Access.Push(new RepositoryName(repository));
    }

    private static Access mount(String repository, String from) {
        return new Access.Mount(new RepositoryName(repository), new RepositoryName(from));
    }

    private static String value(Tokens tokens, Access access) throws IOException {
        return switch (tokens.get(access)) {
            case TokenService.Reply.Granted(Token token) -> token.value();
            case TokenService.Reply.Refused(Answer answer) -> "refused " + answer.status();
        };
    }

    @Test
    void manyThreadsWaitForOneRequest() throws Exception {
        CountDownLatch allAsk = new CountDownLatch(THREADS);
        Tokens slow = tokens(RepositoryName::value, request -> {
            await(allAsk);
            return grant(request);
        });
        assertThat(inParallel(slow, allAsk)).hasSize(THREADS).containsOnly("t1");
        assertThat(asked).hasSize(1);
    }

    @Test
    void manyThreadsTakeOneRefusal() throws Exception {
        CountDownLatch allAsk = new CountDownLatch(THREADS);
        Tokens refusing = tokens(RepositoryName::value, request -> {
            asked.add("once");
            await(allAsk);
            return Answers.of(401);
        });
        assertThat(inParallel(refusing, allAsk)).hasSize(THREADS).containsOnly("refused 401");
        // who comes when the first one has its answer already may ask again; hardly any of them does
        assertThat(asked).hasSizeLessThan(THREADS / 2);
    }

    @Test
    void manyThreadsShareAFailureAndTheNextOneAsksAgain() throws Exception {
        Tokens failing = tokens(RepositoryName::value, request -> {
            if (asked.isEmpty()) {
                asked.add("failed");
                throw new IOException("cut");
            }
            return grant(request);
        });
        assertThatThrownBy(() -> failing.get(A)).isInstanceOf(IOException.class).hasMessageEndingWith("cut");
        assertThat(value(failing, A)).isEqualTo("t2");
    }

    private static List<String> inParallel(Tokens tokens, CountDownLatch allAsk)
            throws ExecutionException, InterruptedException {
        List<String> values = new ArrayList<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(tasks.submit(() -> {
                    allAsk.countDown();
                    return value(tokens, A);
                }));
            }
            for (Future<String> future : futures) {
                values.add(future.get());
            }
        }
        return values;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void keepsTokensByWhatTheyAreGoodFor() throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(value(tokens, pull("p/a"))).isEqualTo("t1");
            assertThat(value(tokens, push("p/a"))).isEqualTo("t2");
            assertThat(value(tokens, pull("p/b"))).isEqualTo("t3");
            assertThat(value(tokens, mount("p/a", "p/b"))).isEqualTo("t4");
            assertThat(value(tokens, mount("p/a", "q/b"))).isEqualTo("t5");
            assertThat(value(tokens, new Access.Catalog())).isEqualTo("t6");
            assertThat(value(tokens, new Access.Login())).isEqualTo("t7");
        }
        assertThat(asked)
                .containsExactly(
                        "service=s&scope=repository:p/a:pull",
                        "service=s&scope=repository:p/a:pull,push",
                        "service=s&scope=repository:p/b:pull",
                        "service=s&scope=repository:p/a:pull,push&scope=repository:p/b:pull",
                        "service=s&scope=repository:p/a:pull,push&scope=repository:q/b:pull",
                        "service=s&scope=registry:catalog:*",
                        "service=s");
    }

    @Test
    void oneTokenServesAWholeProjectOfHarbor() throws IOException {
        Tokens harbor = tokens(RepositoryName::project, this::grant);
        assertThat(value(harbor, push("p/a"))).isEqualTo("t1");
        assertThat(value(harbor, push("p/b/c"))).isEqualTo("t1");
        assertThat(value(harbor, mount("p/b", "p/a"))).isEqualTo("t1");
        assertThat(value(harbor, push("q/a"))).isEqualTo("t2");
        assertThat(value(harbor, mount("p/b", "q/a"))).isEqualTo("t3");
        assertThat(value(harbor, mount("p/c", "q/d"))).isEqualTo("t3");
    }

    @Test
    void renewsATokenBeforeItEnds() throws IOException {
        assertThat(value(tokens, A)).isEqualTo("t1");
        clock.pass(Duration.ofSeconds(79));
        assertThat(value(tokens, A)).isEqualTo("t1");
        clock.pass(Duration.ofSeconds(2));
        assertThat(value(tokens, A)).isEqualTo("t2");
    }

    @Test
    void aRefusedTokenIsRenewedOnceHoweverManyThreadsSawTheRefusal() throws IOException {
        Token refused = token(A);
        tokens.reject(A, refused);
        assertThat(value(tokens, A)).isEqualTo("t2");
        tokens.reject(A, refused);
        assertThat(value(tokens, A)).isEqualTo("t2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatIsForgottenIsAskedForAgain() throws IOException {
        assertThat(value(tokens, A)).isEqualTo("t1");
        tokens.forget();
        assertThat(value(tokens, A)).isEqualTo("t2");
        assertThat(value(tokens, A)).isEqualTo("t2");
    }

    private Token token(Access access) throws IOException {
        return tokens.get(access) instanceof TokenService.Reply.Granted(Token token) ? token : Token.eternal("none");
    }
}
