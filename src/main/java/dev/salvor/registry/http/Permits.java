// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/** Bounds the requests in flight: {@code --jobs}. */
public final class Permits implements Sender {
    private final Sender next;
    private final Semaphore permits;

    public Permits(int jobs, Sender next) {
        this.next = next;
        this.permits = new Semaphore(jobs, true);
    }

    @Override
    public Answer send(Request request) throws IOException {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before " + request.method() + " was sent");
        }
        try {
            return next.send(request);
        } finally {
            permits.release();
        }
    }
}
