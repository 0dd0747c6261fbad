package kd4j.ui;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is let in: a request to the address that was printed, by the name that was printed, with the token that was printed. The token
 * comes in the first address and is a cookie from then on.
 *
 * @param bound the interface
 * @param host as it was named
 * @param port where requests come in
 * @param token drawn for this server alone
 */
record Guard(InetAddress bound, String host, int port, String token) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Twenty-four bytes that nobody can guess, as letters that need no encoding. */
    static String drawn() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What to answer instead of the page; empty for those who are let in. */
    Optional<Response> stop(HttpExchange exchange, Query query) {
        if (!isOurName(exchange.getRequestHeaders().get("Host"))) {
            return Optional.of(
                    Response.refusal(421, "This server has another name. Open the address that 'kd4j ui' printed."));
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Optional.of(Response.refusal(405, "Runs are only looked at here: GET, nothing else.")
                    .with("Allow", "GET"));
        }
        List<String> tokens = query.all("token");
        if (tokens.isEmpty()
                ? cookies(exchange).noneMatch(this::isToken)
                : !tokens.stream().allMatch(this::isToken)) {
            return Optional.of(
                    Response.refusal(
                            403,
                            "The token is missing or wrong. Open the address that 'kd4j ui' printed, with all that follows '?token='."));
        }
        return tokens.isEmpty() ? Optional.empty() : Optional.of(remembered(exchange, query));
    }

    /** Takes the token out of the address, so that it is neither shown nor kept in the history. */
    private Response remembered(HttpExchange exchange, Query query) {
        String path = exchange.getRequestURI().getRawPath();
        // Two slashes would lead to another server.
        boolean ours = path != null && path.matches("/[a-z/.]*") && !path.startsWith("//");
        return Response.refusal(303, "")
                .with("Location", (ours ? path : "/") + query.without("token"))
                .with("Set-Cookie", "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(cookie(), token));
    }

    private boolean isToken(String given) {
        // Takes as long for a good beginning as for a bad one.
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Cookies know no ports, so the port is in the name. */
    String cookie() {
        return "kd4j-ui-" + port;
    }

    private Stream<String> cookies(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> Stream.of(line.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(cookie() + "="))
                .map(cookie -> cookie.substring(cookie().length() + 1));
    }

    /** A page of elsewhere can give this address another name, and would then count as ours to a browser. */
    private boolean isOurName(List<String> hosts) {
        if (hosts == null || hosts.size() != 1) {
            return false;
        }
        String given = hosts.get(0).toLowerCase(Locale.ROOT);
        String end = ":" + port;
        if (!given.endsWith(end)) {
            return false;
        }
        String name = given.substring(0, given.length() - end.length());
        return name.equals(inAddress(host))
                || (bound.isLoopbackAddress()
                        ? List.of("localhost", "127.0.0.1", "[::1]").contains(name)
                        // A number cannot be given to another machine by whoever owns a name.
                        : bound.isAnyLocalAddress() && name.matches("[0-9.]+|\\[[0-9a-f:.]+\\]"));
    }

    /** IPv6 numbers have brackets in addresses. */
    static String inAddress(String host) {
        return host.contains(":") ? "[" + host.toLowerCase(Locale.ROOT) + "]" : host.toLowerCase(Locale.ROOT);
    }
}
