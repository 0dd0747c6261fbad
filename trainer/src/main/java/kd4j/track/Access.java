package kd4j.track;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * How a tracking server is reached.
 *
 * @param address without name and password, and without a slash at the end
 * @param authorization the header's value; empty where none is needed. It is written nowhere
 */
public record Access(URI address, Optional<String> authorization) {
    static final String ADDRESS = "MLFLOW_TRACKING_URI";
    private static final String WANTED =
            "An MLflow server has an address such as http://127.0.0.1:5000. Give it as the log's key address, or in "
                    + ADDRESS;

    /**
     * The server of a recipe or of the environment.
     *
     * @param address the recipe's; empty to take {@code MLFLOW_TRACKING_URI}
     * @param environment variables of the process
     * @throws TrackException when there is no address, or it is none of a server
     */
    public static Access of(Optional<String> address, Map<String, String> environment) {
        String text = address.or(() -> Optional.ofNullable(environment.get(ADDRESS)))
                .filter(t -> !t.isBlank())
                .orElseThrow(() -> new TrackException("logs: mlflow has no address. " + WANTED));
        URI given = parsed(text.strip());
        String path = given.getRawPath() == null ? "" : given.getRawPath().replaceAll("/+$", "");
        String host = given.getHost() + (given.getPort() < 0 ? "" : ":" + given.getPort());
        return new Access(URI.create(given.getScheme() + "://" + host + path), authorization(given, environment));
    }

    private static URI parsed(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new TrackException(
                    "the address of the MLflow server is not one: %s. %s".formatted(e.getReason(), WANTED));
        }
        // Not told as it is, because a name and a password may be in it.
        throw new TrackException(
                "the address of the MLflow server does not begin with http:// or https:// and a name. " + WANTED);
    }

    private static Optional<String> authorization(URI given, Map<String, String> environment) {
        Optional<String> token = Optional.ofNullable(environment.get("MLFLOW_TRACKING_TOKEN"));
        Optional<String> named = Optional.ofNullable(environment.get("MLFLOW_TRACKING_USERNAME"))
                .map(name -> name + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", ""));
        return named.or(() -> Optional.ofNullable(given.getUserInfo()))
                .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .or(() -> token.map(t -> "Bearer " + t));
    }

    /** The address alone. */
    @Override
    public String toString() {
        return address.toString();
    }
}
