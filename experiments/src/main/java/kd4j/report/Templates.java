package kd4j.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages from templates, in which every text of a run stays text, and the files that pages have in common. */
public final class Templates {
    private final Configuration configuration;

    private Templates(Class<?> home) {
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(home, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setURLEscapingCharset("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setNumberFormat("computer");
        configuration.setLogTemplateExceptions(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    }

    /** The templates that lie beside a class. */
    public static Templates beside(Class<?> home) {
        return new Templates(home);
    }

    /**
     * A template with its blanks filled in.
     *
     * @throws ReportException when the template and the values do not fit
     */
    public String filled(String template, Map<String, ?> values) {
        StringWriter out = new StringWriter();
        try {
            configuration.getTemplate(template).process(values, out);
        } catch (IOException e) {
            throw new UncheckedIOException("the template is part of KD4J", e);
        } catch (TemplateException e) {
            throw new ReportException("the page cannot be made: " + e.getMessageWithoutStackTop(), e);
        }
        return out.toString();
    }

    /** ECharts, which draws. */
    public static String echarts() {
        return text(Templates.class, "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js");
    }

    /** The colours and sizes of all pages, light and dark. */
    public static String style() {
        return text(Templates.class, "page.css");
    }

    /** How a chart is drawn in the reader's colours; needs {@link #echarts} before it. */
    public static String charts() {
        return text(Templates.class, "chart.js");
    }

    /** A file of KD4J beside a class. */
    public static String text(Class<?> home, String name) {
        try (InputStream in = home.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
