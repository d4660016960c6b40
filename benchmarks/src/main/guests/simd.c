/*
 * The kernels of the compute benchmark that work on vectors of 16 bytes, as a WebAssembly module with -msimd128 and as native
 * C. The vectors are those of clang and gcc, so that both are of one source. What kernels.c says of its kernels goes for
 * these, too.
 */
#include "kernel.h"
#include <stddef.h>

enum { LANES = 4 };

typedef uint32_t words __attribute__((vector_size(16)));
typedef float floats __attribute__((vector_size(16)));
typedef uint8_t bytes __attribute__((vector_size(16)));
typedef uint16_t shorts __attribute__((vector_size(16)));

#define SHUFFLED __builtin_shufflevector

/* A short loop is written out by the compiler, so that its arrays are registers. */
#ifdef __clang__
#define EACH(i, from, to, step) _Pragma("clang loop unroll(full)") for (int i = from; i < to; i += step)
#else
#define EACH(i, from, to, step) _Pragma("GCC unroll 16") for (int i = from; i < to; i += step)
#endif

static inline words loaded(const void *from) {
    words vector;
    __builtin_memcpy(&vector, from, sizeof vector);
    return vector;
}

static inline void store(void *to, words vector) { __builtin_memcpy(to, &vector, sizeof vector); }

static inline words turned(words vector, int bits) { return vector >> bits | vector << (32 - bits); }

/* Of four rows, which begin that far apart, the first four words: a vector for the first of each row, and so on. */
static inline void transpose(words *to, const void *from, size_t apart) {
    const uint8_t *row = from;
    words a = loaded(row), b = loaded(row + apart), c = loaded(row + 2 * apart), d = loaded(row + 3 * apart);
    words front = SHUFFLED(a, b, 0, 4, 1, 5), back = SHUFFLED(a, b, 2, 6, 3, 7);
    words other_front = SHUFFLED(c, d, 0, 4, 1, 5), other_back = SHUFFLED(c, d, 2, 6, 3, 7);
    to[0] = SHUFFLED(front, other_front, 0, 1, 4, 5);
    to[1] = SHUFFLED(front, other_front, 2, 3, 6, 7);
    to[2] = SHUFFLED(back, other_back, 0, 1, 4, 5);
    to[3] = SHUFFLED(back, other_back, 2, 3, 6, 7);
}

static void fill(void *to, size_t size, uint32_t seed) {
    uint8_t *at = to;
    while (size--) *at++ = next(&seed);
}

static int64_t checksum(const void *of, size_t size) {
    const uint8_t *at = of;
    uint64_t sum = 0;
    while (size--) sum = sum * 31 + *at++;
    return (int64_t)sum;
}

/*
 * Both hashes begin with the first 32 bits of the fractions of the first primes' square roots, and SHA-256 goes on with those
 * of their cube roots: computed, as FIPS 180-4 defines them.
 */

enum { STATE = 8, ROUNDS = 64 };

static uint32_t beginning[STATE], constants[ROUNDS];

static uint32_t fraction(double root) { return (uint32_t)((root - (int)root) * 0x1p32); }

static double cube_root(double number) {
    double root = number;
    for (int i = 0; i < 64; i++) root -= (root - number / (root * root)) / 3;
    return root;
}

static int prime(int number) {
    for (int factor = 2; factor * factor <= number; factor++) {
        if (number % factor == 0) return 0;
    }
    return 1;
}

static void compute_constants(void) {
    for (int number = 2, i = 0; i < ROUNDS; number++) {
        if (!prime(number)) continue;
        if (i < STATE) beginning[i] = fraction(__builtin_sqrt(number));
        constants[i++] = fraction(cube_root(number));
    }
}

/* sha256: FIPS 180-4 on four messages at once, each in one lane. Each digest becomes the beginning of its message. */

enum { LENGTH = 16384, BLOCK = 64 };

static uint8_t messages[LANES][LENGTH + BLOCK]; /* padded, which takes a block of its own */

static inline words big_endian(words vector) {
    bytes of = (bytes)vector;
    return (words)SHUFFLED(of, of, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

static inline words scheduled(const words *w, int i) {
    words before = w[(i + 1) % 16], after = w[(i + 14) % 16];
    return w[i % 16] + (turned(before, 7) ^ turned(before, 18) ^ before >> 3) + w[(i + 9) % 16] +
           (turned(after, 17) ^ turned(after, 19) ^ after >> 10);
}

/* One round: the names of the state move on by one with each, instead of its values. */
#define SHA256_ROUND(a, b, c, d, e, f, g, h, i)                                                                        \
    do {                                                                                                               \
        if (round) w[i] = scheduled(w, i);                                                                             \
        words sum = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (g ^ (e & (f ^ g))) + w[i] +                  \
                    constants[round + i];                                                                              \
        d += sum;                                                                                                      \
        h = sum + (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) | (c & (a | b)));                          \
    } while (0)

#define SHA256_ROUNDS(i)                                                                                               \
    SHA256_ROUND(a, b, c, d, e, f, g, h, i);                                                                           \
    SHA256_ROUND(h, a, b, c, d, e, f, g, i + 1);                                                                       \
    SHA256_ROUND(g, h, a, b, c, d, e, f, i + 2);                                                                       \
    SHA256_ROUND(f, g, h, a, b, c, d, e, i + 3);                                                                       \
    SHA256_ROUND(e, f, g, h, a, b, c, d, i + 4);                                                                       \
    SHA256_ROUND(d, e, f, g, h, a, b, c, i + 5);                                                                       \
    SHA256_ROUND(c, d, e, f, g, h, a, b, i + 6);                                                                       \
    SHA256_ROUND(b, c, d, e, f, g, h, a, i + 7)

static void sha256_blocks(words *state) {
    for (int at = 0; at < LENGTH + BLOCK; at += BLOCK) {
        words w[16];
        EACH(i, 0, 16, 4) transpose(w + i, messages[0] + at + 4 * i, sizeof messages[0]);
        EACH(i, 0, 16, 1) w[i] = big_endian(w[i]);
        words a = state[0], b = state[1], c = state[2], d = state[3];
        words e = state[4], f = state[5], g = state[6], h = state[7];
        for (int round = 0; round < ROUNDS; round += 16) {
            SHA256_ROUNDS(0);
            SHA256_ROUNDS(8);
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

KERNEL(sha256) {
    compute_constants();
    fill(messages, sizeof messages, 4);
    for (int lane = 0; lane < LANES; lane++) {
        uint8_t *padding = messages[lane] + LENGTH;
        for (int i = 0; i < BLOCK; i++) padding[i] = 0;
        padding[0] = 0x80;
        for (int i = 0; i < 4; i++) padding[BLOCK - 1 - i] = (uint32_t)LENGTH * 8 >> 8 * i;
    }
    while (times-- > 0) {
        words state[STATE], digest[STATE];
        for (int i = 0; i < STATE; i++) state[i] = (words){0} + beginning[i];
        sha256_blocks(state);
        for (int i = 0; i < STATE; i++) state[i] = big_endian(state[i]);
        for (int half = 0; half < STATE; half += 4) {
            transpose(digest, state + half, sizeof(words));
            for (int lane = 0; lane < LANES; lane++) store(messages[lane] + 4 * half, digest[lane]);
        }
    }
    uint64_t sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum = sum * 33 + (uint64_t)checksum(messages[lane], 32);
    return (int64_t)sum;
}

/*
 * blake3: BLAKE3 on one message, of which four chunks, or four parents in the tree above them, are compressed at once. The
 * digest becomes the beginning of the message.
 */

enum { CHUNK = 1024, CHUNKS = 64 };
enum { CHUNK_START = 1, CHUNK_END = 2, PARENT = 4, ROOT = 8 };

static uint8_t file[CHUNKS * CHUNK];
static uint32_t nodes[CHUNKS + 2 * LANES][STATE]; /* the last parents are fewer than the lanes, which then see the rest */

#define BLAKE3_MIX(a, b, c, d, x, y)                                                                                   \
    v[a] += v[b] + m[x], v[d] = turned(v[d] ^ v[a], 16);                                                               \
    v[c] += v[d], v[b] = turned(v[b] ^ v[c], 12);                                                                      \
    v[a] += v[b] + m[y], v[d] = turned(v[d] ^ v[a], 8);                                                                \
    v[c] += v[d], v[b] = turned(v[b] ^ v[c], 7)

#define BLAKE3_ROUND(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)                                                   \
    BLAKE3_MIX(0, 4, 8, 12, a, b);                                                                                     \
    BLAKE3_MIX(1, 5, 9, 13, c, d);                                                                                     \
    BLAKE3_MIX(2, 6, 10, 14, e, f);                                                                                    \
    BLAKE3_MIX(3, 7, 11, 15, g, h);                                                                                    \
    BLAKE3_MIX(0, 5, 10, 15, i, j);                                                                                    \
    BLAKE3_MIX(1, 6, 11, 12, k, l);                                                                                    \
    BLAKE3_MIX(2, 7, 8, 13, m, n);                                                                                     \
    BLAKE3_MIX(3, 4, 9, 14, o, p)

/* Compresses a block of each lane into the lane's chaining value. The message's words are permuted from round to round. */
static inline void compress(words *chaining, const void *blocks, size_t apart, words counter, uint32_t flags) {
    words v[16], m[16];
    EACH(i, 0, 16, 4) transpose(m + i, (const uint8_t *)blocks + 4 * i, apart);
    EACH(i, 0, STATE, 1) v[i] = chaining[i];
    EACH(i, 0, 4, 1) v[8 + i] = (words){0} + beginning[i];
    v[12] = counter;
    v[13] = (words){0};
    v[14] = (words){0} + (uint32_t)BLOCK;
    v[15] = (words){0} + flags;
    BLAKE3_ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    BLAKE3_ROUND(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8);
    BLAKE3_ROUND(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1);
    BLAKE3_ROUND(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6);
    BLAKE3_ROUND(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4);
    BLAKE3_ROUND(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7);
    BLAKE3_ROUND(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13);
    EACH(i, 0, STATE, 1) chaining[i] = v[i] ^ v[8 + i];
}

static void begin(words *chaining) {
    EACH(i, 0, STATE, 1) chaining[i] = (words){0} + beginning[i];
}

/* Writes the chaining values of four neighbours. */
static void end(const words *chaining, uint32_t first) {
    for (int half = 0; half < STATE; half += 4) {
        words of_lane[LANES];
        transpose(of_lane, chaining + half, sizeof(words));
        for (int lane = 0; lane < LANES; lane++) store(nodes[first + lane] + half, of_lane[lane]);
    }
}

static void hash_file(void) {
    words chaining[STATE];
    for (uint32_t chunk = 0; chunk < CHUNKS; chunk += LANES) {
        begin(chaining);
        for (int at = 0; at < CHUNK; at += BLOCK) {
            uint32_t flags = (at == 0 ? CHUNK_START : 0) | (at == CHUNK - BLOCK ? CHUNK_END : 0);
            compress(chaining, file + chunk * CHUNK + at, CHUNK, (words){0, 1, 2, 3} + chunk, flags);
        }
        end(chaining, chunk);
    }
    for (uint32_t parents = CHUNKS / 2; parents; parents /= 2) {
        for (uint32_t parent = 0; parent < parents; parent += LANES) {
            begin(chaining);
            compress(chaining, nodes[2 * parent], BLOCK, (words){0}, PARENT | (parents == 1 ? ROOT : 0));
            end(chaining, parent);
        }
    }
}

KERNEL(blake3) {
    compute_constants();
    fill(file, sizeof file, 5);
    while (times-- > 0) {
        hash_file();
        __builtin_memcpy(file, nodes[0], sizeof nodes[0]);
    }
    return checksum(file, sizeof nodes[0]);
}

/* matrix: products of 4 rows and 8 columns at a time, whose sums stay in 8 vectors. Numbers are small and halves, so exact. */

enum { ORDER = 256, HIGH = 4, WIDE = 8 };

static float left[ORDER][ORDER], right[ORDER][ORDER], product[ORDER][ORDER];

static inline void multiply(int row, int column) {
    floats sums[HIGH][2] = {0};
    for (int i = 0; i < ORDER; i++) {
        floats low = (floats)loaded(&right[i][column]), high = (floats)loaded(&right[i][column + 4]);
        EACH(r, 0, HIGH, 1) {
            sums[r][0] += left[row + r][i] * low;
            sums[r][1] += left[row + r][i] * high;
        }
    }
    EACH(r, 0, HIGH, 1) {
        store(&product[row + r][column], (words)sums[r][0]);
        store(&product[row + r][column + 4], (words)sums[r][1]);
    }
}

KERNEL(matrix) {
    for (int row = 0; row < ORDER; row++) {
        for (int column = 0; column < ORDER; column++) {
            left[row][column] = row % 16 - column % 8;
            right[row][column] = (row ^ column) % 32 * 0.5f;
        }
    }
    double diagonals = 0;
    for (int64_t i = 0; i < times; i++) {
        left[i % ORDER][0] += 1; /* no multiplication is like the one before */
        for (int row = 0; row < ORDER; row += HIGH) {
            for (int column = 0; column < ORDER; column += WIDE) multiply(row, column);
        }
        for (int row = 0; row < ORDER; row++) diagonals += product[row][row];
    }
    return (int64_t)(diagonals * 2);
}

/*
 * blur: a picture of four bytes a pixel. Each becomes the mean of those around it, weighed 1 4 6 4 1 downwards, then across;
 * at the edges the outermost pixel goes on for ever. What is blurred next is the difference of both pictures.
 */

enum { SIDE = 512, PIXEL = 4, LINE = SIDE * PIXEL, MARGIN = 2 * PIXEL };

static uint8_t picture[SIDE][LINE], blurred[SIDE][LINE];

#define WIDENED(vector, ...) __builtin_convertvector(SHUFFLED(vector, vector, __VA_ARGS__), shorts)
#define LOW(vector) WIDENED(vector, 0, 1, 2, 3, 4, 5, 6, 7)
#define HALF(vector) WIDENED(vector, 8, 9, 10, 11, 12, 13, 14, 15)

static inline shorts mean(shorts a, shorts b, shorts c, shorts d, shorts e) {
    return (a + e + ((b + d) << 2) + c * 6 + 8) >> 4;
}

static inline bytes weighed(bytes a, bytes b, bytes c, bytes d, bytes e) {
    bytes low = (bytes)mean(LOW(a), LOW(b), LOW(c), LOW(d), LOW(e));
    bytes high = (bytes)mean(HALF(a), HALF(b), HALF(c), HALF(d), HALF(e));
    return SHUFFLED(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

static const uint8_t *line(int row) { return picture[row < 0 ? 0 : row >= SIDE ? SIDE - 1 : row]; }

static inline bytes at(const uint8_t *place) { return (bytes)loaded(place); }

static void blur_row(int row) {
    uint8_t down[MARGIN + LINE + MARGIN], *middle = down + MARGIN;
    const uint8_t *a = line(row - 2), *b = line(row - 1), *c = line(row), *d = line(row + 1), *e = line(row + 2);
    for (int i = 0; i < LINE; i += 16) {
        store(middle + i, (words)weighed(at(a + i), at(b + i), at(c + i), at(d + i), at(e + i)));
    }
    for (int i = 0; i < MARGIN; i++) {
        down[i] = middle[i % PIXEL];
        middle[LINE + i] = middle[LINE - PIXEL + i % PIXEL];
    }
    for (int i = 0; i < LINE; i += 16) {
        const uint8_t *p = middle + i;
        store(blurred[row] + i, (words)weighed(at(p - 8), at(p - 4), at(p), at(p + 4), at(p + 8)));
    }
}

KERNEL(blur) {
    fill(picture, sizeof picture, 6);
    while (times-- > 0) {
        for (int row = 0; row < SIDE; row++) blur_row(row);
        for (int i = 0; i < SIDE * LINE; i += 16) {
            store(picture[0] + i, loaded(picture[0] + i) ^ loaded(blurred[0] + i));
        }
    }
    return checksum(picture, sizeof picture);
}
