// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.lab.RegistryProcess;
import java.nio.file.Path;

/** Sends a big blob with a small heap. */
record Memory(Contenders contenders, Bars bars) {
    private static final long BLOB = 2L << 30;

    void measure() {
        Path storage = contenders.work().resolve("big");
        new BigStorage(storage).write(BLOB);
        Content content = Content.of(storage);
        Directories.withEmptyRegistry(contenders.work(), target -> measure(storage, content, target));
        Directories.delete(storage);
    }

    private Run measure(Path storage, Content content, RegistryProcess target) {
        Run run = contenders.best().withHeap("64m").sync(storage, target);
        boolean isSent = run.exitCode() == 0 && new Requests(target.accessLog()).bodyBytes(content) == content.bytes();
        System.out.printf("%nA blob of 2 GiB with a heap of 64 MiB: %.1f s%n", run.seconds());
        if (!isSent) {
            System.out.println(run.output());
        }
        bars.check("a blob of 2 GiB with -Xmx64m", isSent ? "sent" : "exit " + run.exitCode(), "sent", isSent);
        return run;
    }
}
