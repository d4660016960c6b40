package dev.hostcall.processor.model;

import dev.hostcall.abi.WitName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A world of WIT's: what guests import to call a class, or export to be called by an interface.
 *
 * @param source the class or interface that it is of
 * @param ofPackage the package that it is in
 * @param name its own name
 * @param direction who has the functions of the class
 * @param comment what is said of the class
 * @param interfaces what it imports or exports, in order
 */
public record WitWorld(
        JavaClass source,
        WitName ofPackage,
        String name,
        Direction direction,
        List<String> comment,
        List<Interface> interfaces) {

    /** Copies the lists. */
    public WitWorld {
        comment = List.copyOf(comment);
        interfaces = List.copyOf(interfaces);
    }

    /** Who has the functions of a world. */
    public enum Direction {
        /** The host. */
        IMPORT,
        /** The guest. */
        EXPORT
    }

    /**
     * Types and functions.
     *
     * @param name the name of the interface that they are in; empty if they are the world's own
     * @param direction who has the functions
     * @param uses the resources of other interfaces that it names
     * @param resources its own resources
     * @param types each behind those that it consists of
     * @param functions in the order of the source
     */
    public record Interface(
            Optional<WitName> name,
            Direction direction,
            Map<WitName, Set<String>> uses,
            List<Resource> resources,
            List<Definition> types,
            List<Function> functions) {
        /** Copies the lists; the map is in order. */
        public Interface {
            resources = List.copyOf(resources);
            types = List.copyOf(types);
            functions = List.copyOf(functions);
        }
    }

    /**
     * A resource.
     *
     * @param name its name
     * @param comment what is said of it
     * @param functions its constructor, methods and static functions
     */
    public record Resource(String name, List<String> comment, List<Function> functions) {
        /** Copies the lists. */
        public Resource {
            comment = List.copyOf(comment);
            functions = List.copyOf(functions);
        }
    }

    /** What a function is to a resource. */
    public enum Role {
        /** Nothing. */
        FUNCTION,
        /** It makes one. */
        CONSTRUCTOR,
        /** It is called on one. */
        METHOD,
        /** It belongs to all. */
        STATIC
    }

    /** What a type is. */
    public enum Kind {
        RECORD,
        VARIANT,
        ENUM,
        FLAGS
    }

    /**
     * A type with a name.
     *
     * @param kind what it is
     * @param name its name
     * @param comment what is said of it
     * @param members what it consists of
     */
    public record Definition(Kind kind, String name, List<String> comment, List<Member> members) {
        /** Copies the lists. */
        public Definition {
            comment = List.copyOf(comment);
            members = List.copyOf(members);
        }
    }

    /**
     * A field, a case, a constant or a flag.
     *
     * @param name its name
     * @param type what is there, if anything is
     * @param comment what is said of it
     */
    public record Member(String name, Optional<String> type, List<String> comment) {
        /** Copies the list. */
        public Member {
            comment = List.copyOf(comment);
        }
    }

    /**
     * A function.
     *
     * @param role what it is to the resource that it is in
     * @param name its name
     * @param parameters their names and types
     * @param result the type of its result, if it has one
     * @param comment what is said of it
     */
    public record Function(
            Role role, String name, List<Member> parameters, Optional<String> result, List<String> comment) {
        /** Copies the lists. */
        public Function {
            parameters = List.copyOf(parameters);
            comment = List.copyOf(comment);
        }
    }
}
