package kd4j.datasets.catalog;

import java.net.URI;
import java.util.List;
import kd4j.component.Component;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.datasets.format.CifarArchive;
import kd4j.datasets.format.CifarFolder;

/**
 * Colour images of 32x32 pixels in ten classes of animals and vehicles: 50,000 for training, 10,000 for test. Values from 0 to
 * 1, shape {@code [32, 32, 3]}. Where the archive is not there, a known part of it is taken from a folder {@code cifar10}: 15,000
 * and 3,000 images that were JPEGs in between, so that figures are near those of the whole set but not comparable to the digit;
 * the run's record then names the part. Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
@Component("cifar10")
public record Cifar10() implements Catalogued {
    private static final String LICENCE = "none stated; free for research with citation, Krizhevsky";
    private static final URI HOMEPAGE = URI.create("https://www.cs.toronto.edu/~kriz/cifar.html");
    private static final RemoteFile ARCHIVE = new RemoteFile(
            "cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");
    private static final Source PART = new Source(
            "cifar10",
            LICENCE,
            HOMEPAGE,
            List.of(
                    new RemoteFile(
                            "batches.meta.txt", 60, "2ce042b1e0b48db4bb214408e6414ba18b2731c24af244f2d6c112fddf31af00"),
                    new RemoteFile(
                            "data_batch_1.bin.gz",
                            14_413_773,
                            "f5e96558d0ea3f56f7af3b0b00eca6defb97552c712bcd8d9695a04d7740ff63"),
                    new RemoteFile(
                            "data_batch_2.bin.gz",
                            14_452_463,
                            "ce298ca74911ced371ff14ebd592fbbc42fcf489dbb295d6c80bd2d3e6799235"),
                    new RemoteFile(
                            "data_batch_3.bin.gz",
                            14_442_645,
                            "6176024ec35095d4aa62113b0fb131f462c866694c269d2f82c62f3852acb3ec"),
                    new RemoteFile(
                            "test_batch.bin.gz",
                            8_670_618,
                            "f34f656aaf44e8c80fbe6307ca548b76316b35c566f08c45d164d9471b4e6258")),
            List.of());

    @Override
    public Source source() {
        return new Source(
                "cifar10",
                LICENCE,
                HOMEPAGE,
                List.of(ARCHIVE),
                List.of(URI.create("https://www.cs.toronto.edu/~kriz/")));
    }

    @Override
    public Data load(DataPlace place) {
        Folders.Found found = Folders.first(List.of(source(), PART), place);
        return found.source().equals(PART)
                ? CifarFolder.load(
                        "cifar10, a part: 15,000 of 50,000 and 3,000 of 10,000 rows, from JPEG", found.folder())
                : CifarArchive.load("cifar10", found.folder().resolve(ARCHIVE.name()));
    }
}
