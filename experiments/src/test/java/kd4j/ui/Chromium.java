package kd4j.ui;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.Command;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.HttpMethod;

/**
 * The system's Chromium, driven. Selenium's {@code ChromeDriver} would want a manager that fetches browsers; this needs none.
 *
 * @param shots where screenshots go
 */
record Chromium(ChromeDriverService service, HttpCommandExecutor executor, RemoteWebDriver driver, Path shots)
        implements AutoCloseable {
    private static final String DEVTOOLS = "executeCdpCommand";
    private static final int WIDTH = 1280;
    private static final int PHONE = 390;
    private static final int TALLEST = 8000;

    /** Where a program is; empty where it is not installed. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program, Path driver, Path shots) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=" + WIDTH + ",900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .build();
        try {
            service.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CommandInfo devtools = new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST);
        HttpCommandExecutor executor = new HttpCommandExecutor(Map.of(DEVTOOLS, devtools), service.getUrl());
        return new Chromium(service, executor, new RemoteWebDriver(executor, options), shots);
    }

    private Map<?, ?> devtools(String command, Map<String, ?> with) {
        try {
            Command whole = new Command(driver.getSessionId(), DEVTOOLS, Map.of("cmd", command, "params", with));
            return (Map<?, ?>) executor.execute(whole).getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    Object script(String text) {
        return driver.executeScript(text);
    }

    void waitFor(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited half a minute on " + driver.getCurrentUrl());
            }
            Thread.sleep(50);
        }
    }

    /** What the console says since the last call: mistakes of scripts, what the policy refused. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Whether nothing reaches beyond the window to the right. */
    boolean fits() {
        return (boolean) script("return document.documentElement.scrollWidth <= window.innerWidth");
    }

    /** The page by day, by night and on a phone; it must fit everywhere. */
    void looks(String name) throws IOException, InterruptedException {
        scheme("light");
        shot(name + "-light");
        scheme("dark");
        shot(name + "-dark");
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", PHONE, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        scheme("light");
        shot(name + "-phone");
        devtools("Emulation.clearDeviceMetricsOverride", Map.of());
        Thread.sleep(300);
    }

    private void scheme(String scheme) throws InterruptedException {
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        Thread.sleep(500); // until charts are drawn in it
    }

    /** The whole page, or the beginning of a very long one. */
    void shot(String name) throws IOException {
        if (!fits()) {
            throw new AssertionError(name + ": wider than the window: "
                    + script("return document.documentElement.scrollWidth + ' > ' + window.innerWidth"));
        }
        Map<String, Object> part = Map.of(
                "x", 0,
                "y", 0,
                "width", script("return document.documentElement.clientWidth"),
                "height", script("return Math.min(%d, document.documentElement.scrollHeight)".formatted(TALLEST)),
                "scale", 1);
        Object data = devtools(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", part))
                .get("data");
        Files.createDirectories(shots);
        Files.write(shots.resolve(name + ".png"), Base64.getDecoder().decode(data.toString()));
    }

    /** Where the tabulator leads, step by step: ids, names or kinds of elements. */
    List<String> tabbed(int steps) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            driver.switchTo().activeElement().sendKeys(Keys.TAB);
            places.add((String) script("const e = document.activeElement; return e.id || e.name || e.localName"));
        }
        return places;
    }

    @Override
    public void close() {
        driver.quit();
        service.stop();
    }
}
