package kd4j.ui;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is sent back.
 *
 * @param status as in HTTP
 * @param type of the body
 * @param policy what the page may load and run
 * @param headers beside those that all answers have
 */
record Response(int status, String type, String policy, Map<String, String> headers, String body) {
    /** Nothing that is written in the page itself runs. */
    private static final String OWN_FILES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    Response {
        headers = Map.copyOf(headers);
    }

    static Response page(String html) {
        return new Response(200, "text/html; charset=utf-8", OWN_FILES, Map.of(), html);
    }

    /** A page with scripts and styles inside, which carry this nonce. */
    static Response page(String html, String nonce) {
        String policy =
                "default-src 'none'; script-src 'nonce-%s'; style-src 'nonce-%s'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(nonce, nonce);
        return new Response(200, "text/html; charset=utf-8", policy, Map.of(), html);
    }

    static Response file(String type, String text) {
        return new Response(200, type + "; charset=utf-8", OWN_FILES, Map.of(), text);
    }

    /** A sentence without a page, for those who are not let in. */
    static Response refusal(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", OWN_FILES, Map.of(), text + "\n");
    }

    Response status(int other) {
        return new Response(other, type, policy, headers, body);
    }

    Response with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Response(status, type, policy, more, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
