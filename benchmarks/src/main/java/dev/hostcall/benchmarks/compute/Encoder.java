package dev.hostcall.benchmarks.compute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.zip.CRC32;

/** Encodes a generated sound, one second after another. The result is a checksum of the stream. */
final class Encoder implements Engine.Function {
    private static final int SAMPLES = 44_100;
    private static final int CHANNELS = 1;

    private final byte[] sound = sound(new Random(2));
    private final Engine.Guest guest;
    private final byte[] settings;
    private final Engine.IntFunction malloc;
    private final Engine.IntFunction free;
    private final Engine.IntFunction begin;
    private final Engine.IntFunction input;
    private final Engine.IntFunction encode;
    private final Engine.IntFunction finish;
    private final Engine.IntFunction output;
    private final Engine.IntFunction end;

    private Encoder(Engine.Guest guest, byte[] settings) {
        this.guest = guest;
        this.settings = settings;
        malloc = guest.intFunction("malloc");
        free = guest.intFunction("free");
        begin = guest.intFunction("enc_init");
        input = guest.intFunction("enc_get_pcm");
        encode = guest.intFunction("enc_encode");
        finish = guest.intFunction("enc_flush");
        output = guest.intFunction("enc_get_out_buf");
        end = guest.intFunction("enc_free");
        guest.intFunction("_initialize").call();
    }

    /** At 128 kbit/s, which leaves the quality to it, and the rate as it is. */
    static Encoder mp3(Engine.Guest guest) {
        return new Encoder(guest, bytes(CHANNELS, SAMPLES, 128, Float.floatToIntBits(-1), 0));
    }

    /** Of medium quality; the stream is number 1. */
    static Encoder vorbis(Engine.Guest guest) {
        return new Encoder(guest, bytes(CHANNELS, SAMPLES, Float.floatToIntBits(3), 1));
    }

    @Override
    public long call(long seconds) {
        int copied = malloc.call(settings.length);
        guest.write(copied, settings);
        int encoder = begin.call(copied);
        free.call(copied);
        if (encoder == 0) {
            throw new IllegalStateException("the encoder has refused its settings");
        }
        CRC32 checksum = new CRC32();
        for (long second = 0; second < seconds; second++) {
            int channels = input.call(encoder, SAMPLES);
            int first = ByteBuffer.wrap(guest.read(channels, Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            guest.write(first, sound);
            take(encoder, encode.call(encoder, SAMPLES), checksum);
        }
        take(encoder, finish.call(encoder), checksum);
        end.call(encoder);
        return checksum.getValue();
    }

    private void take(int encoder, int length, CRC32 checksum) {
        if (length < 0) {
            throw new IllegalStateException("the encoder has failed: " + length);
        }
        checksum.update(guest.read(output.call(encoder), length));
    }

    /** Two tones and some noise, without mathematical functions, which might differ between JDKs. */
    private static byte[] sound(Random random) {
        int[] samples = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int loudness = 100 * triangle(i, 100) + 20 * triangle(i, 441) + random.nextInt(2_048);
            samples[i] = Float.floatToIntBits(loudness / 32_768f);
        }
        return bytes(samples);
    }

    private static int triangle(int at, int period) {
        return Math.abs(at % period * 4 - 2 * period) - period;
    }

    /** As they are in a guest's memory. */
    private static byte[] bytes(int... numbers) {
        byte[] bytes = new byte[numbers.length * Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(numbers);
        return bytes;
    }
}
