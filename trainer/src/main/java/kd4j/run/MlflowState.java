package kd4j.run;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a tracking server has of a run: {@code mlflow.json}. It spares questions; without it the server is asked what it has.
 *
 * @param server the address, without name and password
 * @param experimentId the server's id of the experiment
 * @param runs by training, such as {@code seed-7/distilled}; the run as a whole under the empty name
 */
record MlflowState(String server, String experimentId, Map<String, Sent> runs) {
    /**
     * One run on the server.
     *
     * @param id the server's id
     * @param lines of {@code metrics.jsonl} that it has for certain
     * @param sure whether no more can have arrived; not while a call was begun whose answer did not come
     * @param ended whether it was told that this ended
     * @param verdict whether it has the verdict
     */
    record Sent(String id, int lines, boolean sure, boolean ended, boolean verdict) {
        Sent unsure() {
            return new Sent(id, lines, false, ended, verdict);
        }

        Sent upTo(int count) {
            return new Sent(id, count, true, ended, verdict);
        }

        Sent end() {
            return new Sent(id, lines, true, true, verdict);
        }

        Sent judged() {
            return new Sent(id, lines, sure, ended, true);
        }
    }

    MlflowState with(String name, Sent sent) {
        Map<String, Sent> changed = new TreeMap<>(runs);
        changed.put(name, sent);
        return new MlflowState(server, experimentId, changed);
    }
}
