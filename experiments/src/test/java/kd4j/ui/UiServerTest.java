package kd4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what an answer carries. */
class UiServerTest {
    @TempDir
    private Path folder;

    private UiServer server;

    @BeforeEach
    void begin() throws IOException {
        Folders.finished(folder.resolve("runs/digits/one"), "digits", 10, "2026-01-01T10:00:00Z");
        Files.writeString(folder.resolve("secret.txt"), "only mine");
        server = UiServer.start(new UiServer.Settings(folder.resolve("runs"), "127.0.0.1", 0));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String path) {
        return server.address().resolve(path);
    }

    private String token() {
        return server.address().getQuery().substring("token=".length());
    }

    private String cookie() {
        return "kd4j-ui-%d=%s".formatted(server.address().getPort(), token());
    }

    @Test
    void the_printed_address_becomes_a_cookie_and_the_token_leaves_the_address() throws Exception {
        assertTrue(token().length() >= 32, "24 bytes in letters of 6 bits each");
        HttpResponse<String> answer = ask(HttpRequest.newBuilder(at("/?q=one&token=" + token())));
        assertEquals(303, answer.statusCode());
        assertEquals("/?q=one", answer.headers().firstValue("Location").orElseThrow());
        assertEquals(
                cookie() + "; Path=/; HttpOnly; SameSite=Strict",
                answer.headers().firstValue("Set-Cookie").orElseThrow());
        HttpResponse<String> page = ask(HttpRequest.newBuilder(at("/")).header("Cookie", "other=1; " + cookie()));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("95.00 %"), page.body());
        assertFalse(page.body().contains(token()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/run?id=digits/one",
                "/report?run=digits/one",
                "/events?id=digits/one",
                "/files/live.js",
                "/nowhere"
            })
    void nobody_is_let_in_without_the_token(String path) throws Exception {
        String wrong = token().substring(1) + "A";
        String more = (path.contains("?") ? "&" : "?") + "token=";
        for (HttpRequest.Builder request : List.of(
                HttpRequest.newBuilder(at(path)),
                HttpRequest.newBuilder(at(path)).header("Cookie", cookie().replace(token(), wrong)),
                HttpRequest.newBuilder(at(path)).header("Cookie", cookie().replace(token(), "")),
                HttpRequest.newBuilder(at(path + more)),
                HttpRequest.newBuilder(at(path + more + wrong)),
                HttpRequest.newBuilder(at(path + more + wrong)).header("Cookie", cookie()),
                HttpRequest.newBuilder(at(path + more + token() + "&token=" + wrong)))) {
            HttpResponse<String> answer = ask(request);
            assertEquals(403, answer.statusCode(), request.build().toString());
            assertTrue(answer.body().contains("Open the address that 'kd4j ui' printed"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void runs_are_only_looked_at(String method) throws Exception {
        HttpResponse<String> answer = ask(HttpRequest.newBuilder(at("/"))
                .header("Cookie", cookie())
                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertEquals(405, answer.statusCode());
        assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void a_page_of_elsewhere_cannot_give_the_server_another_name() throws Exception {
        int port = server.address().getPort();
        for (String name : List.of("127.0.0.1:" + port, "localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port)) {
            String answer = Browser.raw(at("/"), "GET / HTTP/1.1", "Host: " + name, "Cookie: " + cookie());
            assertTrue(answer.startsWith("HTTP/1.1 200 "), name + ": " + answer);
        }
        for (String name : List.of(
                "evil.example:" + port,
                "127.0.0.1.evil.example:" + port,
                "evil.example",
                "localhost",
                "localhost:1",
                "192.0.2.1:" + port,
                "")) {
            String answer = Browser.raw(at("/"), "GET / HTTP/1.1", "Host: " + name, "Cookie: " + cookie());
            assertTrue(answer.startsWith("HTTP/1.1 421 "), name + ": " + answer);
        }
        String two = Browser.raw(
                at("/"), "GET / HTTP/1.1", "Host: localhost:" + port, "Host: evil.example", "Cookie: " + cookie());
        assertTrue(two.startsWith("HTTP/1.1 421 "), two);
        assertTrue(Browser.raw(at("/"), "GET / HTTP/1.0", "Cookie: " + cookie()).startsWith("HTTP/1.1 421 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/files/../../secret.txt",
                "/files/%2e%2e/%2e%2e/secret.txt",
                "/files/..%2f..%2fsecret.txt",
                "/run?id=../secret.txt",
                "/run?id=..",
                "/run?id=.",
                "/run?id=digits/../digits/one",
                "/run?id=digits/one/..",
                "/run?id=digits%2fone%00",
                "/report?run=../../secret.txt",
                "/report?run=/etc",
                "/events?id=..%2fsecret.txt",
                "/digits/one/summary.json",
                "/files/",
                "//evil.example/"
            })
    void nothing_but_runs_of_the_list_can_be_named(String path) throws Exception {
        String host = "Host: localhost:" + server.address().getPort();
        String answer = Browser.raw(at("/"), "GET " + path + " HTTP/1.1", host, "Cookie: " + cookie());
        assertTrue(answer.startsWith("HTTP/1.1 404 ") || path.startsWith("//"), answer);
        assertFalse(answer.contains("only mine"), answer);
        // With the token in it, too, an address leads nowhere else.
        String join = path.contains("?") ? "&" : "?";
        String sent = Browser.raw(at("/"), "GET " + path + join + "token=" + token() + " HTTP/1.1", host);
        assertTrue(sent.startsWith("HTTP/1.1 303 "), sent);
        assertTrue(sent.matches("(?s).*\r\nLocation: /(?!/).*"), sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/run?id=digits/one", "/report?run=digits/one", "/files/echarts.js", "/nowhere"})
    void every_answer_has_strict_headers(String path) throws Exception {
        Map<String, List<String>> headers = ask(HttpRequest.newBuilder(at(path)).header("Cookie", cookie()))
                .headers()
                .map();
        assertEquals(List.of("nosniff"), headers.get("x-content-type-options"));
        assertEquals(List.of("no-referrer"), headers.get("referrer-policy"));
        assertEquals(List.of("DENY"), headers.get("x-frame-options"));
        assertEquals(List.of("no-store"), headers.get("cache-control"));
        String policy = headers.get("content-security-policy").get(0);
        assertTrue(policy.startsWith("default-src 'none'; script-src '"), policy);
        assertTrue(policy.contains("base-uri 'none'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe") || policy.contains("*"), policy);
    }

    @Test
    void a_badly_encoded_address_is_refused_in_words() throws Exception {
        String answer = Browser.raw(
                at("/"),
                "GET /?q=%zz HTTP/1.1",
                "Host: localhost:" + server.address().getPort());
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void a_port_in_use_a_folder_and_a_host_that_are_not_there_are_named() {
        Path runs = folder.resolve("runs");
        int port = server.address().getPort();
        String message = assertThrows(
                        UiException.class, () -> UiServer.start(new UiServer.Settings(runs, "127.0.0.1", port)))
                .getMessage();
        assertTrue(message.startsWith("127.0.0.1:" + port + ": Address already in use. Choose another port"), message);
        message = assertThrows(
                        UiException.class,
                        () -> UiServer.start(new UiServer.Settings(folder.resolve("none"), "127.0.0.1", 0)))
                .getMessage();
        assertTrue(message.contains("none: no such folder. Begin a run first"), message);
        message = assertThrows(UiException.class, () -> UiServer.start(new UiServer.Settings(runs, "no host", 0)))
                .getMessage();
        assertTrue(message.startsWith("--host no host: no such address"), message);
    }

    /** On all interfaces a number is a right name, a word is not, since somebody may own it. */
    @Test
    void an_open_server_says_so_and_answers_to_numbers() throws Exception {
        assertFalse(server.isOpen());
        try (UiServer open = UiServer.start(new UiServer.Settings(folder.resolve("runs"), "0.0.0.0", 0))) {
            assertTrue(open.isOpen());
            URI address = URI.create("http://127.0.0.1:" + open.address().getPort());
            for (Map.Entry<String, Integer> name :
                    Map.of("192.0.2.1", 403, "evil.example", 421).entrySet()) {
                String answer = Browser.raw(
                        address, "GET / HTTP/1.1", "Host: %s:%d".formatted(name.getKey(), address.getPort()));
                assertTrue(answer.startsWith("HTTP/1.1 " + name.getValue()), answer);
            }
        }
    }
}
