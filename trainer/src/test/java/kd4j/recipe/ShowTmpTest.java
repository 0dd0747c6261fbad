package kd4j.recipe;

import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;

final class ShowTmpTest {
    @Test
    void show() throws Exception {
        for (Path f : GoodRecipesTest.files()) {
            System.out.println("#### " + f);
            for (Problem p : Recipes.check(f, List.of())) System.out.println(p);
            if (Recipes.check(f, List.of()).isEmpty())
                for (Cell c : Recipes.read(f, List.of())) {
                    System.out.println("-- " + c.name() + "\n" + c.resolvedYaml());
                    c.origins().forEach(System.out::println);
                }
        }
    }
}
