package dev.hostcall.compiler.translate;

/** A function's C between its braces, in parts, and what decides how they are put together. */
public final class TranslatedFunction {
    private final String variables;
    private final String statements;
    private final boolean traps;
    private final Costs costs;
    private final int tests;

    TranslatedFunction(String variables, String statements, boolean traps, Costs costs, int tests) {
        this.variables = variables;
        this.statements = statements;
        this.traps = traps;
        this.costs = costs;
        this.tests = tests;
    }

    /** The declarations of its variables, which come first. */
    public String variables() {
        return variables;
    }

    /** Its statements, which come last, after the charge and the checks of its entry. */
    public String statements() {
        return statements;
    }

    /** Whether it may trap or call. */
    public boolean traps() {
        return traps;
    }

    /** Whether it calls a function that is compiled too, so that it may recurse. */
    public boolean callsGuest() {
        return costs.callsGuest();
    }

    /** What is charged where it is entered. */
    public int entryCharge() {
        return costs.chargeAfter(-1);
    }

    /** What makes a charge that is not tested. */
    public String chargeMacro() {
        return costs.chargeMacro();
    }

    /** How many calls to itself pay for the entry. */
    public int callsToItself() {
        return costs.callsToItself();
    }

    /** How many ifs are nested at most. */
    public int deepestIfs() {
        return costs.deepestIfs();
    }

    /** How many blocks, loops and ifs are nested at most. */
    public int deepest() {
        return costs.deepest();
    }

    /** How many ifs, conditional branches and tests for exceptions there are. */
    public int conditions() {
        return costs.conditions() + tests;
    }
}
