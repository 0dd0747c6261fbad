package kd4j.datasets.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.datasets.format.IdxFolder;

/**
 * Handwritten digits as grey images of 28x28 pixels: 60,000 for training, 10,000 for test. Values from 0 (background) to 1.
 * Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
 */
@Component("mnist")
public record Mnist() implements Catalogued {
    @Override
    public Source source() {
        return new Source(
                "mnist",
                "usually given as CC BY-SA 3.0, LeCun, Cortes and Burges",
                URI.create("http://yann.lecun.com/exdb/mnist/"),
                List.of(
                        new RemoteFile(
                                "train-images-idx3-ubyte.gz",
                                9_912_422,
                                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                        new RemoteFile(
                                "train-labels-idx1-ubyte.gz",
                                28_881,
                                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                        new RemoteFile(
                                "t10k-images-idx3-ubyte.gz",
                                1_648_877,
                                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                        new RemoteFile(
                                "t10k-labels-idx1-ubyte.gz",
                                4_542,
                                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
                List.of(
                        URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                        URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")));
    }

    @Override
    public Data load(DataPlace place) {
        return IdxFolder.load("mnist", Folders.of(source(), place), Optional.empty());
    }
}
