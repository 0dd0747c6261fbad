package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One calculation of oneDNN for one shape, ready to run: its arguments are made once and only pointed elsewhere, so a run is two
 * or three native calls. Goes by oneDNN's C interface, which makes no objects.
 */
final class DnnlPrimitive {
    private static final Cleaner CLEANER = Cleaner.create();

    private final DnnlEngine engine;
    private final dnnl_primitive_desc description;
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final dnnl_exec_arg_t arguments;
    private final dnnl_memory[] memories;
    private final long[] addresses;
    private final Pointer[] kept;
    private final long scratchBytes;

    /**
     * @param operation its descriptor
     * @param hint the forward primitive of a backward one, or null
     * @param names what it reads and writes (DNNL_ARG constants), in the order {@link #run} takes them
     */
    static DnnlPrimitive of(
            DnnlEngine engine, Pointer operation, dnnl_primitive_attr attributes, DnnlPrimitive hint, int... names) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        DnnlEngine.check(
                dnnl_primitive_desc_create(
                        description,
                        new const_dnnl_op_desc_t(operation),
                        attributes,
                        DnnlEngine.PROCESSOR,
                        hint == null ? null : hint.description),
                operation.getClass().getSimpleName());
        return new DnnlPrimitive(engine, description, names);
    }

    /** Copies numbers from one layout to another; runs on source and target. */
    static DnnlPrimitive reorder(DnnlEngine engine, dnnl_memory_desc_t from, dnnl_memory_desc_t to) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        DnnlEngine.check(
                dnnl_reorder_primitive_desc_create(
                        description, from, DnnlEngine.PROCESSOR, to, DnnlEngine.PROCESSOR, DnnlEngine.PLAIN),
                "reorder");
        return new DnnlPrimitive(engine, description, new int[] {DNNL_ARG_SRC, DNNL_ARG_DST});
    }

    private DnnlPrimitive(DnnlEngine engine, dnnl_primitive_desc description, int[] names) {
        this.engine = engine;
        this.description = description;
        DnnlEngine.check(dnnl_primitive_create(primitive, description), "primitive");
        memories = new dnnl_memory[names.length + 1];
        addresses = new long[names.length + 1];
        kept = new Pointer[names.length];
        arguments = new dnnl_exec_arg_t(memories.length);
        for (int i = 0; i < names.length; i++) {
            argument(i, names[i], layout(names[i]));
        }
        argument(names.length, DNNL_ARG_SCRATCHPAD, layout(DNNL_ARG_SCRATCHPAD));
        scratchBytes = bytes(DNNL_ARG_SCRATCHPAD);
        arguments.position(0);
        CLEANER.register(this, new Handles(primitive, description, memories));
    }

    private void argument(int slot, int name, dnnl_memory_desc_t layout) {
        memories[slot] = new dnnl_memory();
        DnnlEngine.check(dnnl_memory_create(memories[slot], layout, DnnlEngine.PROCESSOR, null), "memory");
        arguments.position(slot).arg(name).memory(memories[slot]);
    }

    /** How the primitive wants an argument's numbers laid out. Valid as long as the primitive. */
    dnnl_memory_desc_t layout(int name) {
        return dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, name);
    }

    long bytes(int name) {
        return dnnl_memory_desc_get_size(layout(name));
    }

    /** The name oneDNN gives to the code it chose, such as {@code jit:avx512_core}. */
    String implementation() {
        try (var answer = new PointerPointer<BytePointer>(1)) {
            DnnlEngine.check(dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, answer), "name");
            return answer.get(BytePointer.class, 0).getString();
        }
    }

    long workspaceBytes() {
        return bytes(DNNL_ARG_WORKSPACE);
    }

    /** These names, without the last one where it has no place. */
    static int[] names(boolean last, int... names) {
        return last ? names : Arrays.copyOf(names, names.length - 1);
    }

    /** Points an argument at memory which stays there for all runs. */
    DnnlPrimitive keep(int slot, Pointer memory) {
        kept[slot] = memory;
        point(slot, memory);
        return this;
    }

    /** Runs on these arrays; null leaves an argument where it pointed. */
    void run(INDArray... arrays) {
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] != null) {
                point(i, memory(arrays[i]));
            }
        }
        point(addresses.length - 1, engine.scratch(scratchBytes));
        DnnlEngine.check(
                dnnl_primitive_execute(primitive, DnnlEngine.STREAM, addresses.length, arguments), "execution");
    }

    /** Other types would be read as floats, beyond the end of a shorter one. */
    private static Pointer memory(INDArray array) {
        DataType type = array.dataType();
        if (type != DataType.FLOAT && type != DataType.INT8) {
            throw new KernelException("oneDNN's kernels work on floats and were given an array of " + type
                    + ": a network of this type needs Nd4jKernels");
        }
        return array.data().addressPointer();
    }

    private void point(int slot, Pointer memory) {
        long address = memory.address();
        if (address != addresses[slot]) {
            DnnlEngine.check(dnnl_memory_set_data_handle(memories[slot], memory), "address");
            addresses[slot] = address;
        }
    }

    private record Handles(dnnl_primitive primitive, dnnl_primitive_desc description, dnnl_memory[] memories)
            implements Runnable {
        @Override
        public void run() {
            dnnl_primitive_destroy(primitive);
            dnnl_primitive_desc_destroy(description);
            Arrays.stream(memories).forEach(memory -> dnnl_memory_destroy(memory));
        }
    }
}
