package streams;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/** Replaces a record's value, a number, by what a guest makes of it. */
public final class GuestTransform<R extends ConnectRecord<R>> implements Transformation<R> {
    private static final ConfigDef CONFIG = new ConfigDef()
            .define("module", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "the module, as a resource")
            .define("function", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "takes and returns an i64")
            .define("instructions", ConfigDef.Type.LONG, 1_000_000L, ConfigDef.Importance.LOW, "most for a record");

    private SimpleConfig config;
    private GuestModule module;
    private Region region;
    private Instance guest;

    @Override
    public void configure(Map<String, ?> settings) {
        config = new SimpleConfig(CONFIG, settings);
        module = GuestModule.fromResource(GuestTransform.class, config.getString("module"));
        region = Region.create(1, Limits.defaults());
        guest = region.newInstance(module);
    }

    @Override
    public R apply(R record) {
        try (var run = guest.runAsync(config.getString("function"), (long) record.value())) {
            long value = run.totalBound(config.getLong("instructions")).join().returned().i64();
            return record.newRecord(record.topic(), record.kafkaPartition(), record.keySchema(), record.key(),
                    record.valueSchema(), value, record.timestamp());
        } catch (HostcallException e) {
            guest.reset(); // for the next record, which Connect sends if errors are tolerated
            throw new DataException("the guest failed on a record: " + e.getMessage(), e);
        }
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void close() {
        guest.close();
        region.close();
        module.close();
    }
}
