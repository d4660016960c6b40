/*
 * The kernels of the compute benchmark, as a WebAssembly module and as native C. Nothing here calls a C library, and no
 * kernel leaves anything behind: the same argument gives the same result again, whatever ran before. Floating-point sums
 * are written in the order in which they are to be added up, so that results are the same everywhere.
 */
#include "kernel.h"

static uint32_t rotated(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

/* sieve: bytes, written at growing distances, in more memory than the caches near the core hold. How many primes there are. */

enum { NUMBERS = 4000000 };

static uint8_t composite[NUMBERS];

KERNEL(sieve) {
    int64_t primes = 0;
    while (times-- > 0) {
        for (int i = 0; i < NUMBERS; i++) composite[i] = 0;
        for (int factor = 2; factor * factor < NUMBERS; factor++) {
            if (composite[factor]) continue;
            for (int multiple = factor * factor; multiple < NUMBERS; multiple += factor) composite[multiple] = 1;
        }
        primes = 0;
        for (int i = 2; i < NUMBERS; i++) primes += !composite[i];
    }
    return primes;
}

/* matmul: floating-point numbers by rows and columns. The sum of the products' diagonals; all numbers are exact. */

enum { ORDER = 200 };

static double left[ORDER][ORDER], right[ORDER][ORDER], product[ORDER][ORDER];

static void multiply(void) {
    for (int row = 0; row < ORDER; row++) {
        for (int column = 0; column < ORDER; column++) {
            double sum = 0;
            for (int i = 0; i < ORDER; i++) sum += left[row][i] * right[i][column];
            product[row][column] = sum;
        }
    }
}

KERNEL(matmul) {
    for (int row = 0; row < ORDER; row++) {
        for (int column = 0; column < ORDER; column++) {
            left[row][column] = row - 2 * column;
            right[row][column] = (row ^ column) * 0.5;
        }
    }
    double diagonals = 0;
    for (int64_t i = 0; i < times; i++) {
        left[i % ORDER][0] += 1; /* no multiplication is like the one before */
        multiply();
        for (int row = 0; row < ORDER; row++) diagonals += product[row][row];
    }
    return (int64_t)diagonals;
}

/*
 * chacha: integers, more of them alive than there are registers. ChaCha20 (RFC 8439) encrypts a message of zeros in place;
 * a checksum of it. Key, nonce and first counter are those of the example in section 2.4.2.
 */

enum { MESSAGE = 16384, BLOCK = 16 }; /* in words of 4 bytes */

static uint32_t message[MESSAGE];

#define QUARTER_ROUND(a, b, c, d)                                                                                      \
    w[a] += w[b], w[d] = rotated(w[d] ^ w[a], 16);                                                                     \
    w[c] += w[d], w[b] = rotated(w[b] ^ w[c], 12);                                                                     \
    w[a] += w[b], w[d] = rotated(w[d] ^ w[a], 8);                                                                      \
    w[c] += w[d], w[b] = rotated(w[b] ^ w[c], 7)

static void encrypt(uint32_t *block, const uint32_t *state) {
    uint32_t w[BLOCK];
    for (int i = 0; i < BLOCK; i++) w[i] = state[i];
    for (int i = 0; i < 10; i++) {
        QUARTER_ROUND(0, 4, 8, 12);
        QUARTER_ROUND(1, 5, 9, 13);
        QUARTER_ROUND(2, 6, 10, 14);
        QUARTER_ROUND(3, 7, 11, 15);
        QUARTER_ROUND(0, 5, 10, 15);
        QUARTER_ROUND(1, 6, 11, 12);
        QUARTER_ROUND(2, 7, 8, 13);
        QUARTER_ROUND(3, 4, 9, 14);
    }
    for (int i = 0; i < BLOCK; i++) block[i] ^= w[i] + state[i];
}

KERNEL(chacha) {
    uint32_t state[BLOCK] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}; /* "expand 32-byte k" */
    for (int i = 0; i < 8; i++) state[4 + i] = 0x03020100 + 0x04040404 * i;
    state[12] = 1;
    state[14] = 0x4a000000;
    for (int i = 0; i < MESSAGE; i++) message[i] = 0;
    while (times-- > 0) {
        for (int i = 0; i < MESSAGE; i += BLOCK) {
            encrypt(message + i, state);
            state[12]++;
        }
    }
    uint64_t sum = 0;
    for (int i = 0; i < MESSAGE; i++) sum = sum * 31 + message[i];
    return (int64_t)sum;
}

/* gravity: floating-point numbers with roots and divisions. Bodies at random places fall towards each other; their energy. */

enum { BODIES = 6 };

struct vector {
    double x, y, z;
};

struct body {
    struct vector place, speed;
    double mass;
};

static double square(struct vector v) { return v.x * v.x + v.y * v.y + v.z * v.z; }

static void add(struct vector *sum, struct vector v, double times) {
    sum->x += v.x * times;
    sum->y += v.y * times;
    sum->z += v.z * times;
}

static void attract(struct body *one, struct body *other, double time) {
    struct vector apart = other->place;
    add(&apart, one->place, -1);
    double distance = square(apart) + 0.01; /* squared, and never next to none: bodies pass through each other */
    double pull = time / (distance * __builtin_sqrt(distance));
    add(&one->speed, apart, pull * other->mass);
    add(&other->speed, apart, -pull * one->mass);
}

KERNEL(gravity) {
    static struct body bodies[BODIES];
    const double time = 1.0 / 1024;
    uint32_t random = 1;
    for (int i = 0; i < BODIES; i++) {
        struct vector place = {next(&random) % 1000, next(&random) % 1000, next(&random) % 1000};
        bodies[i] = (struct body){.mass = 1 + next(&random) % 100 / 128.0};
        add(&bodies[i].place, place, 1.0 / 128);
    }
    while (times-- > 0) {
        for (int i = 0; i < BODIES; i++) {
            for (int j = i + 1; j < BODIES; j++) attract(&bodies[i], &bodies[j], time);
        }
        for (int i = 0; i < BODIES; i++) add(&bodies[i].place, bodies[i].speed, time);
    }
    double energy = 0;
    for (int i = 0; i < BODIES; i++) energy += bodies[i].mass * square(bodies[i].speed);
    return (int64_t)(energy * (INT64_C(1) << 40));
}

/* machine: branches that depend on data, and calls through a table. A stack machine runs a random program; what it holds. */

enum { PROGRAM = 256, DEPTH = 32, PRIMITIVES = 4 };
enum operation { PUSH, POP, SWAP, ADD, MULTIPLY, SHIFT, SKIP, CALL, OPERATIONS };

typedef uint64_t primitive(uint64_t, uint64_t);

static uint64_t mixed(uint64_t a, uint64_t b) { return (a ^ b) * 0x9e3779b97f4a7c15; }
static uint64_t folded(uint64_t a, uint64_t b) { return a + (b >> 3); }
static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t turned(uint64_t a, uint64_t b) { return a << (b & 63) | a >> (-b & 63); }

/* Volatile, as compilers would put the functions in line. */
static primitive *volatile primitives[PRIMITIVES] = {mixed, folded, smaller, turned};

KERNEL(machine) {
    static uint8_t program[PROGRAM];
    static uint64_t stack[DEPTH];
    uint32_t random = 2;
    for (int i = 0; i < PROGRAM; i++) program[i] = next(&random) % OPERATIONS;
    for (int i = 0; i < DEPTH; i++) stack[i] = i;
    uint64_t top = 1;
    uint32_t depth = 0; /* the stack is a ring: it neither overflows nor runs empty */
    while (times-- > 0) {
        for (int at = 0; at < PROGRAM; at++) {
            uint64_t *below = &stack[depth % DEPTH];
            switch (program[at]) {
                case PUSH:
                    stack[++depth % DEPTH] = top;
                    break;
                case POP:
                    top += *below;
                    depth--;
                    break;
                case SWAP: {
                    uint64_t was = *below;
                    *below = top;
                    top = was;
                    break;
                }
                case ADD:
                    top += *below + at;
                    break;
                case MULTIPLY:
                    top *= *below | 1;
                    break;
                case SHIFT:
                    top ^= top >> 7 ^ top << 9;
                    break;
                case SKIP:
                    if (top & 1) at++;
                    break;
                default:
                    top = primitives[top % PRIMITIVES](top, *below);
            }
        }
    }
    return (int64_t)top;
}

/* words: memory here and there. How often the short words of a text occur, in a table that is searched by their hash. */

enum { TEXT = 1 << 18, PLACES = 1 << 13, LETTERS = 6, LONGEST = 4 };

struct entry {
    uint32_t begin, length, count;
};

static char text[TEXT];
static struct entry entries[PLACES]; /* there are 1,554 words of up to four out of six letters: some place is always free */

static int same(const char *one, const char *other, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        if (one[i] != other[i]) return 0;
    }
    return 1;
}

/* The word's entry, or the free one that is its place. The hash is FNV-1a. */
static struct entry *find(uint32_t begin, uint32_t length) {
    uint32_t hash = 2166136261;
    for (uint32_t i = 0; i < length; i++) hash = (hash ^ (uint8_t)text[begin + i]) * 16777619;
    for (;; hash++) {
        struct entry *entry = &entries[hash % PLACES];
        if (!entry->count) return entry;
        if (entry->length == length && same(text + entry->begin, text + begin, length)) return entry;
    }
}

KERNEL(words) {
    uint32_t random = 3;
    for (int i = 0; i < TEXT; i++) {
        uint32_t letter = next(&random) % (LETTERS + 2);
        text[i] = letter < LETTERS ? 'a' + letter : ' ';
    }
    uint64_t sum = 0;
    while (times-- > 0) {
        for (int i = 0; i < PLACES; i++) entries[i].count = 0;
        uint32_t different = 0;
        for (uint32_t begin = 0, end; begin < TEXT; begin = end + 1) {
            for (end = begin; end < TEXT && text[end] != ' ';) end++;
            if (end == begin || end - begin > LONGEST) continue;
            struct entry *entry = find(begin, end - begin);
            if (!entry->count) {
                entry->begin = begin;
                entry->length = end - begin;
                different++;
            }
            sum += (uint64_t)++entry->count * different;
        }
    }
    return (int64_t)sum;
}
