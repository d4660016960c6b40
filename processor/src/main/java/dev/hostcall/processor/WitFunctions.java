package dev.hostcall.processor;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.Handle;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.GuestResource;
import dev.hostcall.processor.model.Handles;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.Hostcall.Receiver;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.ResourceName;
import dev.hostcall.processor.model.WitFunction;
import dev.hostcall.processor.model.WitWorld.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions of a class or interface, and of all resources that they pass, by their names in WIT; and what of those is not WIT's. */
final class WitFunctions {
    private static final Map<String, Role> ROLES =
            Map.of("[constructor]", Role.CONSTRUCTOR, "[method]", Role.METHOD, "[static]", Role.STATIC);

    private final JavaClass source;
    private final ResourceClasses resources;
    private final List<WitFunction> own = new ArrayList<>();
    private final List<WitFunction> ofResources = new ArrayList<>();
    private final Map<ResourceName, JavaClass> classes = new HashMap<>();
    private final Set<String> foreign = new LinkedHashSet<>(); // names that are none of WIT's at all
    private final Set<String> flaws = new LinkedHashSet<>();
    private Optional<WitName> ofPackage;
    private boolean isMeant;

    private WitFunctions(JavaClass source, Optional<WitName> name, ResourceClasses resources) {
        this.source = source;
        this.resources = resources;
        this.ofPackage = name.map(WitName::ofPackage);
        this.isMeant = name.isPresent();
    }

    /** Those of a class that guests call. */
    static WitFunctions of(HostcallClass hostcalls, ResourceClasses resources) {
        JavaClass source = new JavaClass(hostcalls.packageName(), hostcalls.simpleNames());
        WitFunctions all = new WitFunctions(source, Optional.empty(), resources);
        hostcalls.hostcalls().forEach(each -> all.add(all.own, source, each));
        hostcalls.hostcalls().forEach(each -> Handles.in(each).forEach(all::addResource));
        // What is in an interface of the class is written there, whichever class it is of.
        List<WitFunction> beside = all.ofResources.stream()
                .filter(each ->
                        all.own.stream().anyMatch(other -> other.inInterface().equals(each.inInterface())))
                .toList();
        all.ofResources.removeAll(beside);
        all.own.addAll(beside);
        return all;
    }

    /** Those of an interface to guests. */
    static WitFunctions of(GuestInterface guest, Optional<WitName> name, ResourceClasses resources) {
        WitFunctions all = new WitFunctions(guest.javaClass(), name, resources);
        for (GuestResource resource : guest.resources()) {
            all.add(resource);
            resource.methods().forEach(method -> all.add(resource.handle().javaClass(), method));
        }
        guest.methods().forEach(method -> all.add(all.source, method));
        for (GuestMethod method : guest.allMethods()) {
            method.parameters().forEach(each -> Handles.in(each.type()).forEach(all::addResource));
            Handles.in(method.result()).forEach(all::addResource);
        }
        return all;
    }

    private void addResource(Handle handle) {
        if (handle.resource().isOfGuest()) {
            return;
        }
        JavaClass type = handle.javaClass();
        boolean isNew = classes.putIfAbsent(handle.resource(), type) == null;
        if (isNew && !type.equals(source)) {
            List<Hostcall> hostcalls =
                    resources.find(type).map(HostcallClass::hostcalls).orElse(List.of());
            hostcalls.forEach(each -> add(ofResources, type, each));
            hostcalls.forEach(each -> Handles.in(each).forEach(this::addResource));
        }
    }

    private void add(List<WitFunction> to, JavaClass type, Hostcall hostcall) {
        String module = hostcall.importName().module();
        Optional<WitName> inInterface = WitName.parseInterface(module);
        if (inInterface.isEmpty()) {
            addForeign("module", module);
        }
        String field = hostcall.importName().field();
        Role role = switch (hostcall.receiver()) {
            case NOTHING -> Role.CONSTRUCTOR;
            case RESOURCE -> Role.METHOD;
            case CLASS -> field.startsWith("[static]") ? Role.STATIC : Role.FUNCTION;
            case TARGET, DROPPED -> Role.FUNCTION;
        };
        // "[method]session.put", "[constructor]session"
        boolean isOfResource = role != Role.FUNCTION || hostcall.receiver() == Receiver.DROPPED;
        String path = field.substring(isOfResource ? field.indexOf(']') + 1 : 0);
        int dot = isOfResource ? path.indexOf('.') : -1;
        String kind = hostcall.receiver() == Receiver.DROPPED ? "drop" : "constructor";
        String name = isOfResource && dot < 0 ? kind : path.substring(dot + 1);
        Optional<String> resource =
                isOfResource ? Optional.of(dot < 0 ? path : path.substring(0, dot)) : Optional.empty();
        resource.filter(each -> !WitName.isLabel(each))
                .ifPresent(each -> flaws.add("the name " + Escapes.printable(each) + " of " + type.displayName()));
        String method = hostcall.receiver() == Receiver.NOTHING ? "" : "." + hostcall.method();
        BorderType result = role == Role.CONSTRUCTOR && hostcall.result().type() instanceof Handle
                ? HostType.VOID
                : hostcall.result().type();
        add(
                to,
                inInterface,
                resource,
                role,
                name,
                type.displayName() + method,
                key(type, hostcall.method(), hostcall.javaParameters()),
                hostcall.javaParameters(),
                result);
    }

    /** A resource that guests define: there is one, whatever functions it has. */
    private void add(GuestResource resource) {
        Handle handle = resource.handle();
        String name = handle.resource().name();
        Optional<WitName> inInterface = WitName.parseInterface(handle.resource().ownModule());
        classes.put(new ResourceName(inInterface.map(WitName::toString).orElse(""), name), handle.javaClass());
        String displayName = handle.javaClass().displayName();
        if (inInterface.isEmpty()) {
            flaws.add("resource " + displayName + ", which only an interface exports");
        }
        if (!WitName.isLabel(name)) {
            flaws.add("the name " + Escapes.printable(name) + " of " + displayName);
        }
        add(own, inInterface, Optional.of(name), Role.FUNCTION, "drop", displayName, "", List.of(), HostType.VOID);
    }

    private void add(JavaClass type, GuestMethod method) {
        int hash = method.export().indexOf('#');
        Optional<WitName> inInterface = hash < 0
                ? Optional.empty()
                : WitName.parseInterface(method.export().substring(0, hash));
        if (hash >= 0 && inInterface.isEmpty()) {
            addForeign("export", method.export());
        } else if (ofPackage.isEmpty() && inInterface.isEmpty()) {
            foreign.add("export " + Escapes.printable(method.export()));
        }
        // "[method]cursor.next", "[constructor]cursor"
        String field = method.export().substring(hash + 1);
        Role role = ROLES.entrySet().stream()
                .filter(each -> field.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Role.FUNCTION);
        String path = field.substring(field.indexOf(']') + 1);
        int dot = path.indexOf('.');
        String resource = dot < 0 ? path : path.substring(0, dot);
        boolean isConstructor = role == Role.CONSTRUCTOR;
        add(
                own,
                inInterface,
                role == Role.FUNCTION ? Optional.empty() : Optional.of(resource),
                role,
                role == Role.FUNCTION ? field : isConstructor ? "constructor" : path.substring(dot + 1),
                type.displayName() + "." + method.method(),
                key(type, method.method(), method.javaParameters()),
                method.javaParameters(),
                isConstructor && method.result() instanceof Handle ? HostType.VOID : method.result());
    }

    private static String key(JavaClass type, String method, List<Parameter> parameters) {
        return Documentation.key(
                type, method, parameters.stream().map(Parameter::name).toList());
    }

    private void addForeign(String kind, String name) {
        String hint = WitNames.looksLike(name)
                ? WitNames.suggestion(name)
                        .map(near -> ", meant to be " + near + "?")
                        .orElse("")
                : "";
        isMeant |= WitNames.looksLike(name);
        foreign.add(kind + " " + Escapes.printable(name) + hint);
    }

    private void add(
            List<WitFunction> to,
            Optional<WitName> inInterface,
            Optional<String> resource,
            Role role,
            String name,
            String displayName,
            String documentation,
            List<Parameter> parameters,
            BorderType result) {
        isMeant |= inInterface.isPresent();
        if (ofPackage.isEmpty()) {
            ofPackage = inInterface.map(WitName::ofPackage);
        }
        if (!WitName.isLabel(name) && (inInterface.isPresent() || ofPackage.isPresent())) {
            flaws.add("the name " + Escapes.printable(name) + " of " + displayName);
        }
        List<Parameter> passed = parameters.stream()
                .filter(each -> each.type() != HostType.VMCTX && each.type() != HostType.MEMORY)
                .toList();
        to.add(new WitFunction(inInterface, resource, role, name, displayName, documentation, passed, result));
    }

    // ---- what was found ----

    /** The class or interface itself. */
    JavaClass source() {
        return source;
    }

    /** Its functions, and those of resources in the same interfaces. */
    List<WitFunction> own() {
        return own;
    }

    /** Those of resources in other interfaces. */
    List<WitFunction> ofResources() {
        return ofResources;
    }

    /** The package of the first interface, or that of the name. */
    Optional<WitName> ofPackage() {
        return ofPackage;
    }

    /** Whether there are names of WIT's, or such as look so. */
    boolean isMeant() {
        return isMeant;
    }

    /** What is not WIT's. */
    List<String> flaws() {
        List<String> all = new ArrayList<>(foreign);
        all.addAll(flaws);
        return all;
    }

    /** How the comment of a resource is called in the {@link Documentation}. */
    String commentOf(Optional<WitName> inInterface, String resource) {
        String module = inInterface.map(WitName::toString).orElse("");
        return Documentation.key(classes.getOrDefault(new ResourceName(module, resource), source));
    }
}
