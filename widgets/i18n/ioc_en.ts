<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>MapPanel</name>
    <message numerus="yes">
        <source>%n camera(s)</source>
        <translation>
            <numerusform>%n camera</numerusform>
            <numerusform>%n cameras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message numerus="yes">
        <source>%n more not acknowledged</source>
        <translation>
            <numerusform>%n more not acknowledged</numerusform>
            <numerusform>%n more not acknowledged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TilePainter</name>
    <message numerus="yes">
        <source>%n abnormal</source>
        <translation>
            <numerusform>%n abnormal</numerusform>
            <numerusform>%n abnormal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indicator(s)</source>
        <translation>
            <numerusform>%n indicator</numerusform>
            <numerusform>%n indicators</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not shown</source>
        <translation>
            <numerusform>%n not shown</numerusform>
            <numerusform>%n not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n normal</source>
        <translation>
            <numerusform>%n normal</numerusform>
            <numerusform>%n normal</numerusform>
        </translation>
    </message>
</context>
</TS>
