package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.WasmType;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Choice;
import dev.hostcall.processor.model.BorderType.External;
import dev.hostcall.processor.model.BorderType.Field;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.BorderType.Option;
import dev.hostcall.processor.model.BorderType.RecordType;
import dev.hostcall.processor.model.BorderType.Sequence;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of an import, as the guest sees it.
 *
 * @param name what to call it: of the Java parameter, and of the part of it that it is
 * @param type its type
 * @param c its C type, with the space before a name where one is needed
 */
record GuestParameter(String name, WasmType type, String c) {
    private static final String POINTER = "(*)";

    /** Those of a hostcall. */
    static List<GuestParameter> of(Hostcall hostcall) {
        List<GuestParameter> parameters = new ArrayList<>();
        if (hostcall.argumentsPlace() == Place.MEMORY) {
            parameters.add(new GuestParameter("arguments", WasmType.I32, "const void *"));
        } else {
            for (Parameter parameter : hostcall.parameters()) {
                add(parameters, parameter.name(), parameter.type());
            }
        }
        if (hostcall.result().place() == Place.MEMORY) {
            parameters.add(new GuestParameter("result", WasmType.I32, "void *"));
        }
        return parameters;
    }

    /** Those of a function that a guest exports, which are values. */
    static List<GuestParameter> of(List<Parameter> parameters) {
        List<GuestParameter> all = new ArrayList<>();
        parameters.forEach(parameter -> add(all, parameter.name(), parameter.type()));
        return all;
    }

    /** The C type of a result that is one value. */
    static String returned(BorderType type) {
        if (type.seen() instanceof HostType simple) {
            return simple.c();
        }
        return type instanceof Handle handle
                ? CTypes.handleName(handle)
                : c(type.layout().flat().get(0)).trim();
    }

    /** The C type that a hostcall returns. */
    static String returned(Hostcall hostcall) {
        if (hostcall.result().type().seen() instanceof HostType simple
                && hostcall.result().place() == Place.VALUE) {
            return simple.c();
        }
        if (hostcall.result().type() instanceof Handle handle) {
            return CTypes.handleName(handle);
        }
        return hostcall.wasmResults().stream()
                .map(type -> c(type).trim())
                .findFirst()
                .orElse("void");
    }

    private static void add(List<GuestParameter> to, String name, BorderType converted) {
        BorderType type = converted.seen();
        if (type instanceof FunctionPointer pointer) {
            to.add(new GuestParameter(name, WasmType.I32, c(pointer)));
        } else if (type instanceof External) {
            to.add(new GuestParameter(name, WasmType.EXTERNREF, c(WasmType.EXTERNREF)));
        } else if (type instanceof RecordType fields) {
            for (Field field : fields.fields()) {
                add(to, name + "_" + field.name(), field.type());
            }
        } else if (type instanceof Option option) {
            to.add(number(name + "_is_present"));
            add(to, name, option.value());
        } else if (type instanceof Choice choice) {
            to.add(number(name + "_case"));
            List<WasmType> flat = choice.layout().flat();
            for (int i = 1; i < flat.size(); i++) {
                to.add(new GuestParameter(name + "_" + i, flat.get(i), c(flat.get(i))));
            }
        } else if (type instanceof Handle handle) {
            to.add(new GuestParameter(name, WasmType.I32, CTypes.handleName(handle) + " "));
        } else if (type instanceof Sequence) {
            pointerAndLength(to, name, "const void *");
        } else if (type instanceof HostType simple && simple.isPointerAndLength()) {
            pointerAndLength(to, name, simple.c());
        } else if (type instanceof HostType simple) {
            simple.wasm().forEach(wasm -> to.add(new GuestParameter(name, wasm, simple.c() + " ")));
        } else {
            to.add(number(name));
        }
    }

    private static void pointerAndLength(List<GuestParameter> to, String name, String pointer) {
        to.add(new GuestParameter(name, WasmType.I32, pointer));
        to.add(new GuestParameter(name + "_length", WasmType.I32, "size_t "));
    }

    // A discriminant, or flags.
    private static GuestParameter number(String name) {
        return new GuestParameter(name, WasmType.I32, c(WasmType.I32));
    }

    // int32_t (*)(int32_t, int64_t)
    private static String c(FunctionPointer pointer) {
        return pointer.type()
                .map(functional -> functional.parameters().stream()
                        .map(HostType::c)
                        .collect(joining(", ", functional.result().c() + " " + POINTER + "(", ")"))
                        .replace("()", "(void)"))
                .orElse("void " + POINTER + "(void)");
    }

    /** Its declaration in C, by a name. */
    String declaration(String as) {
        return c.contains(POINTER) ? c.replace(POINTER, "(*" + as + ")") : c + as;
    }

    private static String c(WasmType type) {
        return switch (type) {
            case I64 -> "int64_t ";
            case F32 -> "float ";
            case F64 -> "double ";
            case EXTERNREF -> "__externref_t ";
            default -> "int32_t ";
        };
    }
}
