package dev.hostcall.processor;

/**
 * Turns a Java method's name into the name a guest imports when {@code @Hostcall} gives none.
 *
 * <p>A new word begins at an upper-case letter that follows a lower-case letter or a digit ({@code fetchAll} is
 * {@code fetch_all}, {@code md5Sum} is {@code md5_sum}) and at the last upper-case letter of several if a lower-case one
 * follows ({@code parseHTTPRequest} is {@code parse_http_request}). Digits stay with the word before them
 * ({@code getURL2} is {@code get_url2}). Underscores in the name stay; none is doubled.
 */
final class SnakeCase {
    private SnakeCase() {}

    static String of(String name) {
        int[] letters = name.codePoints().toArray();
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            if (beginsWord(letters, i)) {
                snake.append('_');
            }
            snake.appendCodePoint(Character.toLowerCase(letters[i]));
        }
        return snake.toString();
    }

    private static boolean beginsWord(int[] letters, int i) {
        if (i == 0 || !Character.isUpperCase(letters[i])) {
            return false;
        }
        int before = letters[i - 1];
        if (Character.isUpperCase(before)) {
            return i + 1 < letters.length && Character.isLowerCase(letters[i + 1]);
        }
        return Character.isLetterOrDigit(before);
    }
}
