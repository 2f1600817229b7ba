// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An answer that says no, in the words of the specification (distribution-spec, "Error Codes").
 *
 * @param message for people; it tells what is wrong with an image, too
 */
public record Complaint(Code code, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of the specification, and of docker's registry what that lacks ({@code registry/api/errcode/register.go}). */
    public enum Code {
        BLOB_UNKNOWN(404),
        DIGEST_INVALID(400),
        MANIFEST_UNKNOWN(404),
        NAME_INVALID(400),
        NAME_UNKNOWN(404),
        PAGINATION_NUMBER_INVALID(400),
        UNAUTHORIZED(401),
        UNAVAILABLE(503),
        UNKNOWN(500),
        UNSUPPORTED(405);

        private final int status;

        Code(int status) {
            this.status = status;
        }
    }

    /** What is no request that could be understood: too long, or no HTTP. */
    public static Reply unreadable(int status) {
        return new Complaint(Code.UNSUPPORTED, "the request is too large, or no request").reply(status);
    }

    /** As it is sent. */
    public Reply reply() {
        return reply(code.status);
    }

    private Reply reply(int status) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("errors").addObject().put("code", code.name()).put("message", message);
        try {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json"),
                    new ReplyBody.Bytes(JSON.writeValueAsBytes(body)),
                    message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
