package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.model.Blueprint;

/**
 * The k largest logits, and what the other classes have together: approximate, for logits of many classes. The rest's mass is
 * spread evenly: each class outside of the k gets {@code log(sum of exp(their logits) / their number)}, so that at temperature 1
 * the probabilities of the k are exact. Source: Shen and Xing, arXiv 2112.01528 (marginal smoothing).
 *
 * @param k how many classes are kept, 1 or more and fewer than there are
 */
@Component("top-k")
public record KeepTop(@Default("10") int k) implements Keep {
    public KeepTop {
        Require.positive("k", k);
    }

    @Override
    public Optional<Encoding> encoding(String tap, int values) {
        if (!tap.equals(Blueprint.LOGITS)) {
            throw new CacheException(
                    "teacher-cache: top-k keeps logits only, and the method asks the teacher for '%s' as well. Use fp32 or fp16."
                            .formatted(tap));
        }
        if (k >= values) {
            throw new CacheException("teacher-cache: k is %d, but there are %d classes; allowed: 1 to %d. Or use fp32."
                    .formatted(k, values, values - 1));
        }
        return Optional.of(new TopLogits(values, k));
    }
}
