package kd4j.datasets.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * One request for the bytes of a file that are not here yet.
 *
 * @param client what asks
 * @param patience how long a server may stay silent
 * @param progress is told about every block
 */
record Transfer(HttpClient client, Duration patience, Progress progress) {
    private static final int BLOCK = 1 << 16;

    /**
     * Fetches until the file is complete.
     *
     * @throws RefusedException when the server does not have the file
     * @throws IOException when the connection breaks; what came is kept
     */
    void run(URI uri, RemoteFile file, PartFile part) throws IOException, InterruptedException {
        long have = part.length();
        if (have > file.bytes()) {
            part.discard();
            have = 0;
        }
        if (have < file.bytes()) {
            HttpResponse<InputStream> response = client.send(request(uri, have), BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                copy(in, file, part, start(response, have));
            }
        }
    }

    private HttpRequest request(URI uri, long have) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
        return (have > 0 ? request.header("Range", "bytes=%d-".formatted(have)) : request).build();
    }

    /** Where the answer's bytes begin: a server may ignore the wish to continue and send all. */
    private static long start(HttpResponse<InputStream> response, long have) throws IOException {
        int status = response.statusCode();
        if (status == 200) {
            return 0;
        }
        if (status == 206) {
            String range = response.headers().firstValue("Content-Range").orElse("");
            if (!range.startsWith("bytes %d-".formatted(have))) {
                throw new RefusedException("asked for bytes from %d on, got '%s'".formatted(have, range));
            }
            return have;
        }
        String message = "answers with HTTP status " + status;
        throw status >= 500 || status == 429 ? new IOException(message) : new RefusedException(message);
    }

    private void copy(InputStream in, RemoteFile file, PartFile part, long from) throws IOException {
        byte[] block = new byte[BLOCK];
        long done = from;
        try (PartFile.Writer writer = part.write(from);
                Watchdog watchdog = new Watchdog(in, patience)) {
            for (int n = in.read(block); n >= 0 && done <= file.bytes(); n = in.read(block)) {
                watchdog.alive();
                writer.append(block, n);
                done += n;
                progress.at(file, Math.min(done, file.bytes()));
            }
        }
        if (done < file.bytes()) {
            throw new IOException("the connection ended after %d of %d bytes".formatted(done, file.bytes()));
        }
    }
}
