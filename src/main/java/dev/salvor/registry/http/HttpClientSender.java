// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** The end of the chain: Apache HttpClient, with everything off that it would decide by itself (redirects, cookies, retries, gzip). */
public final class HttpClientSender implements Sender, AutoCloseable {
    /**
     * From this size on a body waits for "100 Continue": a registry that refuses before reading (quota, rights) closes the
     * connection, and a sender in full flow would see a broken pipe instead of the reason.
     */
    private static final long EXPECT_CONTINUE_FROM_BYTES = 1 << 20;
    /** What a registry may take to store a body (hash, move, replicate) beside the usual wait, per byte of it. */
    private static final long COMMIT_BYTES_PER_SECOND = 4 << 20;

    /** For an answer that salvor can do without. */
    private static final Duration OPTIONAL_TIMEOUT = Duration.ofSeconds(20);

    private final CloseableHttpClient client;
    private final ConnectionSettings settings;
    private final Watchdog watchdog;
    private final boolean proxyWantsLogin;
    /** Until somebody in between says that he does not know it. */
    private volatile boolean mayExpect = true;

    public HttpClientSender(ConnectionSettings settings) {
        this.settings = settings;
        this.watchdog = new Watchdog(settings.answerTimeout());
        this.proxyWantsLogin = settings.route().proxies().servers().stream()
                .anyMatch(proxy -> proxy.login().isPresent());
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new LazyTls(settings))
                .setDnsResolver(new PinnedDns(settings.route()))
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.answerTimeout()))
                        .build())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new ProxyRoutes(settings.route().proxies()))
                .setDefaultCredentialsProvider(
                        ProxyRoutes.logins(settings.route().proxies()))
                .setUserAgent(settings.userAgent())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    @Override
    public Answer send(Request request) throws IOException {
        boolean expects = mayExpect && isLarge(request);
        Answer answer = exchange(request, expects);
        if (!expects || answer.status() != HttpStatus.SC_EXPECTATION_FAILED) {
            return answer;
        }
        // something in between does not know it (RFC 9110, "Expect"): nothing of the body was sent
        mayExpect = false;
        return exchange(request, false);
    }

    private static boolean isLarge(Request request) {
        return request.body() instanceof Body.Streamed blob && blob.size() >= EXPECT_CONTINUE_FROM_BYTES;
    }

    private Answer exchange(Request request, boolean expects) throws IOException {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(message::setHeader);
        entity(request.body(), message).ifPresent(message::setEntity);
        message.setConfig(config(request, expects));
        try {
            HttpClientContext context = HttpClientContext.create();
            if (request.connection() != KeptConnection.ANY) {
                // the pool keeps connections apart by it
                context.setUserToken(request.connection());
            }
            return client.execute(message, context, response -> {
                requireNoProxysAnswer(request, response, context);
                return AnswerReader.read(response, request.sink());
            });
        } catch (IllegalStateException | RejectedExecutionException e) {
            throw new IOException("the connections were closed", e);
        } catch (IOException e) {
            throw message.isCancelled() ? stalled(e) : e;
        }
    }

    private IOException stalled(IOException cause) {
        SocketTimeoutException stalled = new SocketTimeoutException(
                "nothing of the body was taken for " + settings.answerTimeout().toSeconds() + " s");
        stalled.initCause(cause);
        return stalled;
    }

    /** Cuts every connection, also those in use. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        watchdog.close();
    }

    private RequestConfig config(Request request, boolean expects) {
        long size = request.body() instanceof Body.Streamed blob ? blob.size() : 0;
        return RequestConfig.custom()
                .setResponseTimeout(Timeout.of(patience(request).plusSeconds(size / COMMIT_BYTES_PER_SECOND)))
                .setConnectionRequestTimeout(Timeout.INFINITE)
                .setExpectContinueEnabled(expects)
                .setRedirectsEnabled(false)
                // for the proxy only; it would complain about Harbor's empty challenge on stderr
                .setAuthenticationEnabled(proxyWantsLogin)
                // otherwise each plain request offers "Upgrade: TLS/1.2", at which some proxies choke
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private Duration patience(Request request) {
        Duration usual = settings.answerTimeout();
        boolean isShort = request.repeat() == Request.Repeat.OPTIONAL && usual.compareTo(OPTIONAL_TIMEOUT) > 0;
        return isShort ? OPTIONAL_TIMEOUT : usual;
    }

    /** Without one, HttpClient sends "Content-Length: 0" where the method may have a body. */
    private Optional<HttpEntity> entity(Body body, HttpUriRequestBase message) {
        return switch (body) {
            case Body.None _ -> Optional.empty();
            case Body.Bytes(String contentType, byte[] content) ->
                Optional.of(new ByteArrayEntity(content, ContentType.parseLenient(contentType)));
            case Body.Streamed blob -> Optional.of(new ContentEntity(blob, () -> watchdog.watch(message::cancel)));
        };
    }

    /** What a proxy says to CONNECT must not be taken for the registry's words. */
    private static void requireNoProxysAnswer(Request request, ClassicHttpResponse response, HttpClientContext context)
            throws IOException {
        if (response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw new ConnectException("the proxy answered 407, it wants another login");
        }
        if ("https".equalsIgnoreCase(request.uri().getScheme()) && context.getSSLSession() == null) {
            throw new ConnectException("the proxy refused the tunnel: " + response.getCode());
        }
    }
}
