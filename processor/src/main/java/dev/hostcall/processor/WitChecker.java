package dev.hostcall.processor;

import static java.util.stream.Collectors.toCollection;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Documentation.Comment;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.GuestInterface;
import dev.hostcall.processor.model.GuestMethod;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.Hostcall;
import dev.hostcall.processor.model.HostcallClass;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Parameter;
import dev.hostcall.processor.model.WitFunction;
import dev.hostcall.processor.model.WitWorld;
import dev.hostcall.processor.model.WitWorld.Direction;
import dev.hostcall.processor.model.WitWorld.Function;
import dev.hostcall.processor.model.WitWorld.Interface;
import dev.hostcall.processor.model.WitWorld.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a checked class or interface into a world of WIT's, or into what of it is not WIT's. */
final class WitChecker {
    private final JavaClass source;
    private final Direction direction;
    private final Documentation documentation;
    private final List<WitFunction> functions = new ArrayList<>();
    private final Set<String> flaws = new LinkedHashSet<>(); // of types and of names that are WIT's in part
    private final Set<String> foreign = new LinkedHashSet<>(); // names that are none of WIT's at all
    private Optional<WitName> ofPackage = Optional.empty();
    private boolean isMeant;

    private WitChecker(JavaClass source, Direction direction, Documentation documentation) {
        this.source = source;
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
    static Finding check(HostcallClass hostcalls, Documentation documentation) {
        JavaClass source = new JavaClass(hostcalls.packageName(), hostcalls.simpleNames());
        WitChecker checker = new WitChecker(source, Direction.IMPORT, documentation);
        hostcalls.hostcalls().forEach(checker::add);
        return checker.finding();
    }

    /** The world of what guests export. */
    static Finding check(GuestInterface guest, Optional<WitName> name, Documentation documentation) {
        WitChecker checker = new WitChecker(guest.javaClass(), Direction.EXPORT, documentation);
        checker.isMeant = name.isPresent();
        checker.ofPackage = name.map(WitName::ofPackage);
        guest.methods().forEach(checker::add);
        return checker.finding();
    }

    private void add(Hostcall hostcall) {
        String module = hostcall.importName().module();
        Optional<WitName> inInterface = WitName.parseInterface(module);
        if (inInterface.isEmpty()) {
            addForeign("module", module);
        }
        add(
                inInterface,
                hostcall.importName().field(),
                hostcall.method(),
                hostcall.parameters(),
                hostcall.result().type());
    }

    private void add(GuestMethod method) {
        int hash = method.export().indexOf('#');
        Optional<WitName> inInterface = hash < 0
                ? Optional.empty()
                : WitName.parseInterface(method.export().substring(0, hash));
        if (hash >= 0 && inInterface.isEmpty()) {
            addForeign("export", method.export());
        } else if (ofPackage.isEmpty() && inInterface.isEmpty()) {
            foreign.add("export " + Escapes.printable(method.export()));
        }
        String name = method.export().substring(hash + 1);
        add(inInterface, name, method.method(), method.parameters(), method.result());
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
            Optional<WitName> inInterface, String name, String method, List<Parameter> parameters, BorderType result) {
        isMeant |= inInterface.isPresent();
        if (ofPackage.isEmpty()) {
            ofPackage = inInterface.map(WitName::ofPackage);
        }
        String displayName = source.displayName() + "." + method;
        if (!WitName.isLabel(name) && (inInterface.isPresent() || ofPackage.isPresent())) {
            flaws.add("the name " + Escapes.printable(name) + " of " + displayName);
        }
        List<String> names = parameters.stream().map(Parameter::name).toList();
        List<Parameter> passed = parameters.stream()
                .filter(each -> each.type() != HostType.VMCTX && each.type() != HostType.MEMORY)
                .toList();
        String key = Documentation.key(source, method, names);
        functions.add(new WitFunction(inInterface, name, displayName, key, passed, result));
    }

    private Finding finding() {
        List<Interface> interfaces = new ArrayList<>();
        Map<Optional<WitName>, List<WitFunction>> byInterface = new LinkedHashMap<>();
        functions.forEach(each -> byInterface
                .computeIfAbsent(each.inInterface(), any -> new ArrayList<>())
                .add(each));
        if (isMeant) {
            byInterface.forEach((name, all) -> interfaces.add(read(name, all)));
        }
        List<String> all = new ArrayList<>(foreign);
        all.addAll(flaws);
        Optional<WitWorld> world = ofPackage
                .filter(any -> isMeant && all.isEmpty())
                .map(name -> new WitWorld(
                        source, name, worldName(name), direction, comment(Documentation.key(source)), interfaces));
        return new Finding(world, isMeant, all);
    }

    private Interface read(Optional<WitName> name, List<WitFunction> all) {
        List<String> names = all.stream().map(WitFunction::name).toList();
        WitTypes types = new WitTypes(documentation, names, flaws::add);
        List<Function> read =
                all.stream().map(function -> function(function, types)).toList();
        return new Interface(name, types.definitions(), read);
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
        Optional<String> result = Optional.of(function.result())
                .filter(type -> type != HostType.VOID)
                .map(type -> types.of(type, "the result of " + function.displayName()));
        return new Function(function.name(), parameters, result, comment(function.documentation()));
    }

    private List<String> comment(String key) {
        Comment comment = documentation.of(key);
        return comment.lines(parameter -> "`" + KebabCase.of(parameter) + "`");
    }

    /** That of the class, which no interface of the package has; a world cannot be called as one. */
    private String worldName(WitName inPackage) {
        Set<String> taken = functions.stream()
                .flatMap(each -> each.inInterface().stream())
                .filter(each -> each.ofPackage().equals(inPackage))
                .flatMap(each -> each.interfaceName().stream())
                .collect(toCollection(LinkedHashSet::new));
        String name = KebabCase.of(source.simpleName());
        String label = WitName.isLabel(name) ? name : direction == Direction.IMPORT ? "host" : "guest";
        return taken.contains(label) ? label + "-world" : label;
    }
}
