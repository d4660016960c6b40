package dev.hostcall.processor;

import dev.hostcall.processor.model.Documentation;
import dev.hostcall.processor.model.Documentation.Comment;
import dev.hostcall.processor.model.JavaClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Reads the documentation comments of a class, of all that it is inside of and of all that is inside of those. No other file's: whether
 * javac knows their comments depends on what else it compiles, and what is generated does not.
 */
final class DocumentationReader {
    private final Elements elements;
    private final Map<String, Comment> comments = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    private DocumentationReader(Elements elements) {
        this.elements = elements;
    }

    static Documentation read(Elements elements, TypeElement type) {
        DocumentationReader reader = new DocumentationReader(elements);
        reader.add(DeclaredClass.path(type).get(0));
        reader.comments.keySet().removeAll(reader.ambiguous);
        return new Documentation(reader.comments);
    }

    private void add(TypeElement type) {
        JavaClass name = new JavaClass(
                elements.getPackageOf(type).getQualifiedName().toString(), DeclaredClass.simpleNames(type));
        add(Documentation.key(name), type);
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                add(Documentation.key(name, member.getSimpleName().toString()), member);
            }
        }
        for (ExecutableElement method : executables(type)) {
            List<String> parameters = method.getParameters().stream()
                    .map(parameter -> parameter.getSimpleName().toString())
                    .toList();
            add(Documentation.key(name, method.getSimpleName().toString(), parameters), method);
        }
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::add);
    }

    private static List<ExecutableElement> executables(TypeElement type) {
        return type.getEnclosedElements().stream()
                .filter(ExecutableElement.class::isInstance)
                .map(ExecutableElement.class::cast)
                .toList();
    }

    private void add(String key, Element element) {
        String comment = elements.getDocComment(element);
        Comment read = comment == null ? null : Javadoc.parse(comment);
        if (read != null && comments.putIfAbsent(key, read) != null) {
            ambiguous.add(key);
        }
    }
}
