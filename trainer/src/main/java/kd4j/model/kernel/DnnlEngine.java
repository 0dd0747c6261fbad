package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What an instance's primitives share: the processor and its queue (one a process), and one piece of scratch memory as large as
 * the largest of them wants, so that none is mapped and unmapped in each step.
 */
final class DnnlEngine {
    static final dnnl_engine PROCESSOR = processor();
    static final dnnl_stream STREAM = stream();
    /** Attributes of a primitive that leaves its scratch memory to us. */
    static final dnnl_primitive_attr PLAIN = attributes();
    /** The same, for one that ends in {@code max(0, x)}. */
    static final dnnl_primitive_attr RECTIFIED = rectified();

    private static final int CACHE_LINE = 64;

    private Aligned scratch = new Aligned(0);

    /** Scratch memory of at least so many bytes; its address changes when it grows. */
    Pointer scratch(long bytes) {
        if (bytes > scratch.bytes) {
            scratch.base.close();
            scratch = new Aligned(bytes);
        }
        return scratch;
    }

    /** Memory for numbers of this layout, freed by the collector. */
    static Pointer buffer(dnnl_memory_desc_t layout) {
        return new Aligned(dnnl_memory_desc_get_size(layout));
    }

    /** Numbers in an order that oneDNN describes by a tag. */
    static dnnl_memory_desc_t layout(int tag, long... sizes) {
        dnnl_memory_desc_t layout = new dnnl_memory_desc_t();
        check(dnnl_memory_desc_init_by_tag(layout, sizes.length, sizes, dnnl_f32, tag), "layout");
        return layout;
    }

    /** The layout of an argument that is left out. */
    static dnnl_memory_desc_t nothing() {
        return new dnnl_memory_desc_t().zero();
    }

    /** So many times the same number. */
    static Pointer filled(long count, float value) {
        Pointer memory = buffer(layout(dnnl_a, count));
        for (FloatPointer number = new FloatPointer(memory);
                number.position() < count;
                number.position(number.position() + 1)) {
            number.put(value);
        }
        return memory;
    }

    static void check(int status, String part) {
        if (status != dnnl_success) {
            throw new KernelException("oneDNN has no " + part + " of this kind (status " + status
                    + "): report the recipe, and use ND4J's kernels until it is mended");
        }
    }

    private static dnnl_engine processor() {
        dnnl_engine processor = new dnnl_engine();
        check(dnnl_engine_create(processor, dnnl_cpu, 0), "engine");
        return processor;
    }

    private static dnnl_stream stream() {
        dnnl_stream stream = new dnnl_stream();
        check(dnnl_stream_create(stream, PROCESSOR, dnnl_stream_default_flags), "stream");
        return stream;
    }

    private static dnnl_primitive_attr attributes() {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        check(dnnl_primitive_attr_create(attributes), "attributes");
        check(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "attributes");
        return attributes;
    }

    private static dnnl_primitive_attr rectified() {
        dnnl_primitive_attr attributes = attributes();
        dnnl_post_ops after = new dnnl_post_ops();
        check(dnnl_post_ops_create(after), "post-op");
        check(dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0), "post-op");
        check(dnnl_primitive_attr_set_post_ops(attributes, after), "post-op");
        check(dnnl_post_ops_destroy(after), "post-op");
        return attributes;
    }

    /** Memory that begins on a cache line, where vector instructions are quickest. */
    private static final class Aligned extends Pointer {
        private final BytePointer base;
        private final long bytes;

        Aligned(long bytes) {
            this.bytes = bytes;
            base = new BytePointer(bytes + CACHE_LINE);
            address = (base.address() + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
        }
    }
}
