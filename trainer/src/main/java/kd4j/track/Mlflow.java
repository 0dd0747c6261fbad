package kd4j.track;

import java.net.URI;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * An MLflow tracking server, spoken to over its REST interface: one run with the recipe's keys as parameters, and below it one for each
 * training with the figures of every epoch. The run's own files are the queue: a run that loses the server goes on, sends the
 * rest when it is back, and {@code kd4j track DIR} sends what was left at the end; nothing is sent twice. Name and password or
 * token come from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.
 *
 * @param address of the server, such as {@code http://127.0.0.1:5000}; MLFLOW_TRACKING_URI where it is left out
 * @param experiment under which name the server files the runs
 */
@Component("mlflow")
public record Mlflow(Optional<String> address, @Default("kd4j") String experiment) implements Log {
    public Mlflow {
        address.ifPresent(a -> Require.that(
                isHttp(a),
                "address",
                shown(a),
                "an address that begins with http:// or https://, without name and password"));
        Require.that(!experiment.isBlank(), "experiment", experiment, "a name");
    }

    private static boolean isHttp(String address) {
        return address.matches("https?://[^/?#@\\s]+(/[^?#@\\s]*)?")
                && URI.create(address).getHost() != null;
    }

    /** Without what may be a password. */
    private static String shown(String address) {
        return address.replaceAll("//[^/]*@", "//...@");
    }
}
