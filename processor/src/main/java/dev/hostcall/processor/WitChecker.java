package dev.hostcall.processor;

import static java.util.stream.Collectors.toCollection;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.BorderType.Fallible;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Documentation.Comment;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.WitFunction;
import dev.hostcall.processor.model.WitWorld;
import dev.hostcall.processor.model.WitWorld.Direction;
import dev.hostcall.processor.model.WitWorld.Function;
import dev.hostcall.processor.model.WitWorld.Interface;
import dev.hostcall.processor.model.WitWorld.Member;
import dev.hostcall.processor.model.WitWorld.Resource;
import dev.hostcall.processor.model.WitWorld.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a checked class or interface into a world of WIT's, or into what of it is not WIT's. */
final class WitChecker {
    private final WitFunctions all;
    private final Direction direction;
    private final Documentation documentation;
    private final Set<String> flaws = new LinkedHashSet<>(); // of types and of names that are WIT's in part

    private WitChecker(WitFunctions all, Direction direction, Documentation documentation) {
        this.all = all;
        this.direction = direction;
        this.documentation = documentation;
    }

    /**
     * What comes of a class.
     *
     * @param world what is written, if everything is WIT's
     * @param isMeant whether the class has names of WIT's, or such as look so
     * @param flaws what is not WIT's
     */
    record Finding(Optional<WitWorld> world, boolean isMeant, List<String> flaws) {}

    /** The world of what guests import. */
    static Finding check(HostcallClass hostcalls, ResourceClasses resources, Documentation documentation) {
        WitFunctions all = WitFunctions.of(hostcalls, resources);
        return new WitChecker(all, Direction.IMPORT, documentation).finding();
    }

    /** The world of what guests export. */
    static Finding check(
            GuestInterface guest, Optional<WitName> name, ResourceClasses resources, Documentation documentation) {
        WitFunctions all = WitFunctions.of(guest, name, resources);
        return new WitChecker(all, Direction.EXPORT, documentation).finding();
    }

    private Finding finding() {
        List<Interface> interfaces = new ArrayList<>();
        if (all.isMeant()) {
            Set<Optional<WitName>> shared =
                    new LinkedHashSet<>(byInterface(all.own()).keySet());
            shared.retainAll(byInterface(all.ofResources()).keySet());
            shared.forEach(
                    each -> each.ifPresent(name -> flaws.add("interface " + name + ", which host and guest share")));
            byInterface(all.own()).forEach((name, functions) -> interfaces.add(read(name, direction, functions)));
            byInterface(all.ofResources())
                    .forEach((name, functions) -> interfaces.add(read(name, Direction.IMPORT, functions)));
        }
        List<String> found = new ArrayList<>(all.flaws());
        found.addAll(flaws);
        JavaClass source = all.source();
        Optional<WitWorld> world = all.ofPackage()
                .filter(any -> all.isMeant() && found.isEmpty())
                .map(name -> new WitWorld(
                        source, name, worldName(name), direction, comment(Documentation.key(source)), interfaces));
        return new Finding(world, all.isMeant(), found);
    }

    private static Map<Optional<WitName>, List<WitFunction>> byInterface(List<WitFunction> functions) {
        Map<Optional<WitName>, List<WitFunction>> byInterface = new LinkedHashMap<>();
        functions.forEach(each -> byInterface
                .computeIfAbsent(each.inInterface(), any -> new ArrayList<>())
                .add(each));
        return byInterface;
    }

    private Interface read(Optional<WitName> name, Direction whose, List<WitFunction> functions) {
        Map<String, List<Function>> resources = new LinkedHashMap<>();
        List<Function> plain = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        functions.forEach(each -> names.add(each.resource().orElse(each.name())));
        WitTypes types = new WitTypes(documentation, name, names, flaws::add);
        for (WitFunction each : functions) {
            List<Function> of = each.resource()
                    .map(resource -> resources.computeIfAbsent(resource, any -> new ArrayList<>()))
                    .orElse(plain);
            if (each.role() != Role.FUNCTION || each.resource().isEmpty()) {
                of.add(function(each, types));
            }
        }
        List<Resource> read = resources.entrySet().stream()
                .map(each -> new Resource(each.getKey(), comment(all.commentOf(name, each.getKey())), each.getValue()))
                .toList();
        return new Interface(name, whose, types.uses(), read, types.definitions(), plain);
    }

    private Function function(WitFunction function, WitTypes types) {
        Labels labels = new Labels(function.displayName(), flaws::add);
        List<Member> parameters = function.parameters().stream()
                .map(each -> new Member(
                        labels.of(each.name(), "parameter"),
                        Optional.of(
                                types.of(each.type(), "parameter " + each.name() + " of " + function.displayName())),
                        List.of()))
                .toList();
        if (function.role() == Role.CONSTRUCTOR && function.result() instanceof Fallible) {
            flaws.add("the constructor of " + function.displayName() + ", which throws an error");
        }
        Optional<String> result = Optional.of(function.result())
                .filter(type -> type != HostType.VOID)
                .map(type -> types.ofResult(type, "the result of " + function.displayName()));
        return new Function(function.role(), function.name(), parameters, result, comment(function.documentation()));
    }

    private List<String> comment(String key) {
        Comment comment = documentation.of(key);
        return comment.lines(parameter -> "`" + KebabCase.of(parameter) + "`");
    }

    /** That of the class, which no interface of the package has; a world cannot be called as one. */
    private String worldName(WitName inPackage) {
        List<WitFunction> functions = new ArrayList<>(all.own());
        functions.addAll(all.ofResources());
        Set<String> taken = functions.stream()
                .flatMap(each -> each.inInterface().stream())
                .filter(each -> each.ofPackage().equals(inPackage))
                .flatMap(each -> each.interfaceName().stream())
                .collect(toCollection(LinkedHashSet::new));
        String name = KebabCase.of(all.source().simpleName());
        String label = WitName.isLabel(name) ? name : direction == Direction.IMPORT ? "host" : "guest";
        return taken.contains(label) ? label + "-world" : label;
    }
}
