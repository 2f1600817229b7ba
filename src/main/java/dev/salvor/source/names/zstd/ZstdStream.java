// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.zstd;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of frames one behind the other; of one that is cut or damaged, all blocks before that. It is read as needed, a block at a time. */
public final class ZstdStream extends InputStream {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int LARGEST_BLOCK = 128 << 10;

    private final InputStream in;
    private final byte[] block = new byte[LARGEST_BLOCK];
    private Window window = new Window(0);
    private BlockDecoder decoder = new BlockDecoder();
    private XxHash64 checksum = new XxHash64();
    private boolean hasChecksum;
    private boolean isInFrame;
    /** Why it cannot be read further; null as long as it can. */
    private IOException broken;

    /** @param in is read in small pieces */
    public ZstdStream(InputStream in) {
        this.in = in;
    }

    /** Whether a file that begins so is of this format. */
    public static boolean isMeantBy(byte[] head) {
        return head.length >= Integer.BYTES && isMagic(LittleEndian.int32(head, 0));
    }

    private static boolean isMagic(int magic) {
        return magic == MAGIC || (magic & ~0xf) == SKIPPABLE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (window.isTaken()) {
            if (broken != null) {
                throw broken;
            }
            try {
                if (isInFrame) {
                    block();
                } else if (!frame()) {
                    return -1;
                }
            } catch (IndexOutOfBoundsException e) {
                broken = new IOException("zstd: damaged", e);
            } catch (IOException e) {
                broken = e;
            }
        }
        return window.take(into, from, length);
    }

    /** RFC 8878, 3.1.1.1. @return false at the end */
    private boolean frame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = first | (int) number(Integer.BYTES - 1) << Byte.SIZE;
        if (!isMagic(magic)) {
            throw new IOException("zstd: no frame begins where one should");
        }
        if (magic != MAGIC) {
            pass(number(Integer.BYTES));
            return true;
        }
        FrameHeader header = FrameHeader.read(this::number);
        window = new Window(header.window());
        decoder = new BlockDecoder();
        checksum = new XxHash64();
        hasChecksum = header.hasChecksum();
        isInFrame = true;
        return true;
    }

    /** RFC 8878, 3.1.1.2. */
    private void block() throws IOException {
        int header = (int) number(3);
        int size = header >>> 3;
        int kind = header >>> 1 & 3;
        if (size > LARGEST_BLOCK) {
            throw new IOException("zstd: a block of " + size + " bytes");
        }
        window.begin(LARGEST_BLOCK);
        switch (kind) {
            case 0 -> {
                fill(size);
                window.add(block, 0, size);
            }
            case 1 -> {
                fill(1);
                window.add(block[0], size);
            }
            case 2 -> {
                fill(size);
                decoder.decode(block, size, window);
            }
            default -> throw new IOException("zstd: a block of an unknown kind");
        }
        window.finish(checksum);
        if ((header & 1) != 0) {
            isInFrame = false;
            if (hasChecksum && number(Integer.BYTES) != (checksum.value() & 0xffff_ffffL)) {
                throw new IOException("zstd: the checksum is of something else");
            }
        }
    }

    private void fill(int size) throws IOException {
        if (in.readNBytes(block, 0, size) < size) {
            throw cut();
        }
    }

    private void pass(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw cut();
        }
    }

    private static EOFException cut() {
        return new EOFException("zstd: it is cut");
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw cut();
            }
            number |= (long) next << Byte.SIZE * i;
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
