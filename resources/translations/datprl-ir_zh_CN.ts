<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search in what the file says</source>
        <translation>在文件信息中搜索</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>文件信息</translation>
    </message>
    <message>
        <source>Show what may tell of a person</source>
        <translation>显示可能涉及个人的信息</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open the examples</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the result as…</source>
        <translation>结果另存为…</translation>
    </message>
    <message>
        <source>Export the comparison…</source>
        <translation>导出对比…</translation>
    </message>
    <message>
        <source>Close this image</source>
        <translation>关闭此图像</translation>
    </message>
    <message>
        <source>Measure beside a truth…</source>
        <translation>与真值比较测量…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Bands and colours…</source>
        <translation>波段与颜色…</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>One pixel to one pixel</source>
        <translation>一比一像素</translation>
    </message>
    <message>
        <source>Reset window and level</source>
        <translation>重置窗宽窗位</translation>
    </message>
    <message>
        <source>Smooth pixels</source>
        <translation>平滑像素</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>滑动对比</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对比</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>Words before and after</source>
        <translation>显示“之前”“之后”字样</translation>
    </message>
    <message>
        <source>Letters and scale bar</source>
        <translation>方位字母与比例尺</translation>
    </message>
    <message>
        <source>Show it as it was</source>
        <translation>显示原图</translation>
    </message>
    <message>
        <source>Restore this image</source>
        <translation>复原此图像</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw a region</source>
        <translation>绘制区域</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>上一层</translation>
    </message>
    <message>
        <source>Show the list of images</source>
        <translation>显示图像列表</translation>
    </message>
    <message>
        <source>Show what can be done</source>
        <translation>显示操作栏</translation>
    </message>
    <message>
        <source>Show the prompts</source>
        <translation>显示提示</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Start or go on with a batch</source>
        <translation>开始或继续批处理</translation>
    </message>
    <message>
        <source>Pause or continue the batch</source>
        <translation>暂停或继续批处理</translation>
    </message>
    <message>
        <source>Stop the batch</source>
        <translation>停止批处理</translation>
    </message>
    <message>
        <source>Search commands…</source>
        <translation>搜索命令…</translation>
    </message>
    <message>
        <source>All keys…</source>
        <translation>所有快捷键…</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Copy the log of defects</source>
        <translation>复制故障日志</translation>
    </message>
    <message>
        <source>About DATPRL-IR</source>
        <translation>关于 DATPRL-IR</translation>
    </message>
</context>
<context>
    <name>BandChoice</name>
    <message>
        <source>Bands to restore</source>
        <translation>要复原的波段</translation>
    </message>
    <message>
        <source>The model is given three bands at a time; bands left out stay as they are.</source>
        <translation>模型每次接收三个波段；未选的波段保持不变。</translation>
    </message>
    <message>
        <source>Band {0} of the model&apos;s input</source>
        <translation>模型输入的第 {0} 个波段</translation>
    </message>
    <message>
        <source>The bands go through the model together, in this order.</source>
        <translation>这些波段按此顺序一起送入模型。</translation>
    </message>
    <message>
        <source>All {0}, three at a time</source>
        <translation>全部 {0} 个，每次三个</translation>
    </message>
    <message>
        <source>Three bands…</source>
        <translation>任选三个波段…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show the details of the error</source>
        <translation>显示错误详情</translation>
    </message>
    <message>
        <source>Dismiss the error</source>
        <translation>关闭错误提示</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be opened</source>
        <translation>
            <numerusform>有 %n 个文件无法打开</numerusform>
        </translation>
    </message>
    <message>
        <source>The others are in the list.</source>
        <translation>其余文件已在列表中。</translation>
    </message>
    <message>
        <source>{0} things could not be done.</source>
        <translation>{0} 项操作未能完成。</translation>
    </message>
    <message>
        <source>The details say of each why.</source>
        <translation>详细信息中说明了每项的原因。</translation>
    </message>
</context>
<context>
    <name>BatchPanel</name>
    <message>
        <source>Skip the input</source>
        <translation>跳过该输入</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Rename the new one</source>
        <translation>新结果改名</translation>
    </message>
    <message>
        <source>As the task says</source>
        <translation>由任务决定</translation>
    </message>
    <message>
        <source>Lossless, as it came</source>
        <translation>无损，保持原格式</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: the model preferred for the domain of each input</source>
        <translation>自动：使用每个输入所属领域的首选模型</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the correction is applied</source>
        <translation>修正量所占的比例</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>If a result is there already</source>
        <translation>若结果已存在</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>结果名称</translation>
    </message>
    <message>
        <source>May hold {name}, {folder}, {number:03}, {model}, {task}, {scale}</source>
        <translation>可使用 {name}、{folder}、{number:03}、{model}、{task}、{scale}</translation>
    </message>
    <message>
        <source>Format of photos</source>
        <translation>照片格式</translation>
    </message>
    <message>
        <source>None…</source>
        <translation>无…</translation>
    </message>
    <message>
        <source>Folder of ground truths</source>
        <translation>真值文件夹</translation>
    </message>
    <message>
        <source>A folder with the names and folders of the inputs; adds PSNR and SSIM</source>
        <translation>名称和文件夹与输入相同的文件夹；将给出 PSNR 和 SSIM</translation>
    </message>
    <message>
        <source>Look into folders of folders</source>
        <translation>包含子文件夹</translation>
    </message>
    <message>
        <source>Leave out who they show</source>
        <translation>去除个人身份</translation>
    </message>
    <message>
        <source>Names, numbers and dates in the headers of results</source>
        <translation>结果头信息中的姓名、编号和日期</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The input at hand is dropped; it can be gone on with</source>
        <translation>放弃正在处理的输入；之后可以继续</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>重试失败项</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Results in</source>
        <translation>结果位于</translation>
    </message>
    <message>
        <source>If one is there</source>
        <translation>若已存在</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Photos as</source>
        <translation>照片保存为</translation>
    </message>
    <message>
        <source>Truths in</source>
        <translation>真值位于</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>接着进行</translation>
    </message>
</context>
<context>
    <name>BatchPlace</name>
    <message>
        <source>Drop folders here</source>
        <translation>将文件夹拖到此处</translation>
    </message>
    <message>
        <source>Everything in them is restored: series, volumes, scenes and photos, in folders of folders as well. A bad file stops nothing. What was begun can be gone on with after a stop, a crash or a power cut: drop its folder of results.</source>
        <translation>其中的全部内容都会被复原：序列、体数据、场景和照片，子文件夹也包括在内。损坏的文件不会中断处理。停止、崩溃或断电之后可以继续：将其结果文件夹拖到此处即可。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>BatchPrompts</name>
    <message>
        <source>Grouped by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>by folder</source>
        <translation>按文件夹</translation>
    </message>
    <message>
        <source>by what they look like</source>
        <translation>按图像外观</translation>
    </message>
    <message>
        <source>Task prompts</source>
        <translation>任务提示</translation>
    </message>
    <message>
        <source>Domain prompts</source>
        <translation>领域提示</translation>
    </message>
    <message>
        <source>Height: share of the images that chose the prompt.</source>
        <translation>高度：选中该提示的图像所占比例。</translation>
    </message>
    <message>
        <source>The {0} largest of {1} groups; CSV and JSON hold all of them.</source>
        <translation>显示 {1} 组中最大的 {0} 组；CSV 和 JSON 包含全部。</translation>
    </message>
    <message>
        <source>(the folder itself)</source>
        <translation>（该文件夹本身）</translation>
    </message>
    <message>
        <source>(no profiles)</source>
        <translation>（无参考分布）</translation>
    </message>
    <message>
        <source>When images are done, the prompts that answered to them stand here.</source>
        <translation>图像处理完成后，此处显示响应它们的提示。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s).</source>
        <translation>
            <numerusform>%n 幅图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} like {1}</source>
        <translation>{1}（{0} 幅）</translation>
    </message>
    <message>
        <source>Most alike: {0}.</source>
        <translation>最相似：{0}。</translation>
    </message>
</context>
<context>
    <name>BatchReport</name>
    <message>
        <source>en</source>
        <translation>zh-CN</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>Batch report</source>
        <translation>批处理报告</translation>
    </message>
    <message>
        <source>Research software: not for diagnostic use.</source>
        <translation>仅供研究，不用于诊断。</translation>
    </message>
    <message>
        <source>{0} inputs: {1}.</source>
        <translation>{0} 个输入：{1}。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>automatic: {0}</source>
        <translation>自动：{0}</translation>
    </message>
    <message>
        <source>none used</source>
        <translation>没有用到</translation>
    </message>
    <message>
        <source>as the task says</source>
        <translation>由任务决定</translation>
    </message>
    <message>
        <source>Mean {0}</source>
        <translation>平均 {0}</translation>
    </message>
    <message>
        <source>{0} → {1}, of {2} inputs</source>
        <translation>{0} → {1}（{2} 个输入）</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 个等待</translation>
    </message>
    <message>
        <source>{0} working</source>
        <translation>{0} 个进行中</translation>
    </message>
    <message>
        <source>{0} done</source>
        <translation>{0} 个完成</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>{0} 个跳过</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败的输入</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Inputs of the batch</source>
        <translation>批处理的输入</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Before, after</source>
        <translation>复原前、后</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>用时（秒）</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>before</source>
        <translation>复原前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>复原后</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Pictures are shown of the first {0} results.</source>
        <translation>只显示前 {0} 个结果的图像。</translation>
    </message>
    <message>
        <source>Restored by {0}</source>
        <translation>由 {0} 复原</translation>
    </message>
    <message>
        <source>Prompts closest to: {0}</source>
        <translation>提示最接近：{0}</translation>
    </message>
    <message>
        <source>Which prompts answered</source>
        <translation>哪些提示作出了响应</translation>
    </message>
    <message>
        <source>By folder: how many images chose each prompt of the two pools, prompt 1 at the left. A full bar: all of them.</source>
        <translation>按文件夹统计：两个提示池中每个提示被多少幅图像选中，最左为提示 1。满条表示全部图像。</translation>
    </message>
    <message>
        <source>Prompts by folder</source>
        <translation>各文件夹的提示</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像数</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>提示池</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选中数</translation>
    </message>
    <message>
        <source>Most chosen</source>
        <translation>最常选中</translation>
    </message>
    <message>
        <source>(the folder itself)</source>
        <translation>（该文件夹本身）</translation>
    </message>
    <message>
        <source>task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>domain</source>
        <translation>领域</translation>
    </message>
    <message>
        <source>prompt {0} by {1}</source>
        <translation>提示 {0}：{1} 次</translation>
    </message>
    <message>
        <source>prompt {0}: {1}</source>
        <translation>提示 {0}：{1}</translation>
    </message>
    <message>
        <source>Chosen: {0}</source>
        <translation>选中：{0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>略过的文件</translation>
    </message>
    <message>
        <source>Left alone: {0}.</source>
        <translation>没有处理：{0} 个。</translation>
    </message>
    <message>
        <source>And {0} further ones.</source>
        <translation>另有 {0} 个。</translation>
    </message>
</context>
<context>
    <name>BatchStatus</name>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>Click to see the batch</source>
        <translation>点击查看批处理</translation>
    </message>
</context>
<context>
    <name>BatchTab</name>
    <message>
        <source>Details of the chosen input</source>
        <translation>所选输入的详情</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>A batch in {0} is not finished: {1} of {2} inputs are still to do.</source>
        <translation>{0} 中的批处理尚未完成：共 {2} 个输入，还有 {1} 个待处理。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Files to restore</source>
        <translation>要复原的文件</translation>
    </message>
    <message>
        <source>A folder to restore</source>
        <translation>要复原的文件夹</translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Closest to</source>
        <translation>最接近</translation>
    </message>
    <message>
        <source>Result or error</source>
        <translation>结果或错误</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} 秒</translation>
    </message>
    <message>
        <source>Inputs of the batch</source>
        <translation>批处理的输入</translation>
    </message>
</context>
<context>
    <name>BatchWords</name>
    <message>
        <source>{0} done</source>
        <translation>{0} 个完成</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>{0} 个跳过</translation>
    </message>
    <message>
        <source>{0} to do</source>
        <translation>{0} 个待处理</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>{0} DICOM</source>
        <translation>{0} 个 DICOM</translation>
    </message>
    <message>
        <source>{0} NIfTI</source>
        <translation>{0} 个 NIfTI</translation>
    </message>
    <message>
        <source>{0} scenes</source>
        <translation>{0} 个场景</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>{0} not recognised</source>
        <translation>{0} 个无法识别</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找图像…</translation>
    </message>
    <message>
        <source>{0} inputs: {1}</source>
        <translation>{0} 个输入：{1}</translation>
    </message>
    <message>
        <source>{0} other files are passed over</source>
        <translation>略过了 {0} 个其他文件</translation>
    </message>
    <message>
        <source>{0} h {1} min left</source>
        <translation>剩余 {0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>剩余 {0} 分钟</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>剩余 {0} 秒</translation>
    </message>
    <message>
        <source>Batch {0} of {1}</source>
        <translation>批处理 {0}/{1}</translation>
    </message>
    <message>
        <source>Batch paused at {0} of {1}</source>
        <translation>批处理已暂停于 {0}/{1}</translation>
    </message>
    <message>
        <source>Batch stopped</source>
        <translation>批处理已停止</translation>
    </message>
    <message>
        <source>Batch finished</source>
        <translation>批处理已完成</translation>
    </message>
    <message>
        <source>Batch finished, {0} failed</source>
        <translation>批处理已完成，{0} 个失败</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>What the card of the model says</source>
        <translation>模型卡内容</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Compares the weights file with the checksum on the card</source>
        <translation>将权重文件与模型卡上的校验和比较</translation>
    </message>
    <message>
        <source>Figures by data set</source>
        <translation>各数据集指标</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>退化输入</translation>
    </message>
    <message>
        <source>Best classical</source>
        <translation>最佳传统方法</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>Gain, dB</source>
        <translation>增益（dB）</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>PSNR in dB and SSIM, means over images that were not trained on; the gain with its standard error. The best classical method was tuned on training images.</source>
        <translation>PSNR（dB）与 SSIM，为未参与训练的图像的均值；增益附标准误差。最佳传统方法的参数在训练图像上调优。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Network and weights</source>
        <translation>网络与权重</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>{0}, version {1}, {2}</source>
        <translation>{0}，版本 {1}，{2}</translation>
    </message>
    <message>
        <source>It has no weights: it is for training, and cannot restore.</source>
        <translation>没有权重：仅供训练，不能用于复原。</translation>
    </message>
    <message>
        <source>No reference output exists that it was compared with.</source>
        <translation>没有可供比较的参考输出。</translation>
    </message>
    <message>
        <source>Not trained for: {0}.</source>
        <translation>未针对以下任务训练：{0}。</translation>
    </message>
    <message>
        <source>mean of {0} quarter turns</source>
        <translation>{0} 个 90° 旋转方向的平均</translation>
    </message>
    <message>
        <source>mean within {0} px kept</source>
        <translation>保持 {0} px 范围内的均值</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Enlarges</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>{0} px, of which {1} px overlap</source>
        <translation>{0} 像素，其中重叠 {1} 像素</translation>
    </message>
    <message>
        <source>Refined</source>
        <translation>后处理</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Test this computer</source>
        <translation>测试这台计算机</translation>
    </message>
    <message>
        <source>Restores the example of every kind and compares what is written</source>
        <translation>复原每一类示例并比较写出的结果</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Needs the Restore tab, which could not be made</source>
        <translation>需要“复原”页，但该页无法建立</translation>
    </message>
    <message>
        <source>Testing: some seconds</source>
        <translation>测试中：需要几秒钟</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Something is wrong, see ✕.</source>
        <translation>有问题，请看 ✕。</translation>
    </message>
</context>
<context>
    <name>CommandSearch</name>
    <message>
        <source>Command search</source>
        <translation>命令搜索</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>before and after in turn</source>
        <translation>前后交替</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Show or hide this curve</source>
        <translation>显示或隐藏这条曲线</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>DataList</name>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add a DATA.toml…</source>
        <translation>添加 DATA.toml…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Check the pairs</source>
        <translation>检查图像对</translation>
    </message>
    <message>
        <source>Read every pair</source>
        <translation>读取每一对</translation>
    </message>
    <message>
        <source>Otherwise {0} of each data set</source>
        <translation>否则每个数据集读取 {0} 对</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR 值</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Drop folders of images here</source>
        <translation>将图像文件夹拖放到此处</translation>
    </message>
    <message>
        <source>A folder with clean and degraded images of the same names in two folders (hq and lq, gt and input, clear and hazy…), data sets as they were downloaded, or a DATA.toml</source>
        <translation>含两个子文件夹的文件夹，其中清晰图像与退化图像同名（hq 与 lq、gt 与 input、clear 与 hazy 等），或按原样下载的数据集，或一个 DATA.toml</translation>
    </message>
    <message>
        <source>{0}, assumed: {1}</source>
        <translation>{0}，推定：{1}</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} 和 {1}</translation>
    </message>
    <message>
        <source>list of data sets</source>
        <translation>数据集列表</translation>
    </message>
    <message>
        <source>described pairs</source>
        <translation>带说明的图像对</translation>
    </message>
    <message>
        <source>Task of {0}</source>
        <translation>{0} 的任务</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>✓ none</source>
        <translation>✓ 无</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) found, nothing wrong in those that were read.</source>
        <translation>
            <numerusform>找到 %n 对，已读取的各对均无问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder of data sets</source>
        <translation>添加数据集文件夹</translation>
    </message>
    <message>
        <source>Add lists of data sets</source>
        <translation>添加数据集列表</translation>
    </message>
    <message>
        <source>Lists (*.toml)</source>
        <translation>列表 (*.toml)</translation>
    </message>
</context>
<context>
    <name>Defects</name>
    <message>
        <source>The program made a mistake and did not finish what it was doing.</source>
        <translation>程序出现错误，未能完成正在进行的操作。</translation>
    </message>
    <message>
        <source>The files you opened are unchanged. Save what you need and start the program again; if it happens again, report it with the log {0}</source>
        <translation>您打开的文件没有改动。请保存所需内容并重新启动程序；如果再次出现，请连同日志一起报告：{0}</translation>
    </message>
    <message>
        <source>Errors that it did not expect: {0}</source>
        <translation>程序未预料到的错误：{0}</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <source>SUV 0 to 10</source>
        <translation>SUV 0 至 10</translation>
    </message>
    <message>
        <source>SUV 0 to 5</source>
        <translation>SUV 0 至 5</translation>
    </message>
    <message>
        <source>SUV 0 to 20</source>
        <translation>SUV 0 至 20</translation>
    </message>
    <message>
        <source>1 to 99.5 %</source>
        <translation>百分位 1 至 99.5</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>全部数值</translation>
    </message>
    <message>
        <source>Up to 99.9 %</source>
        <translation>至百分位 99.9</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>按文件所述</translation>
    </message>
    <message>
        <source>As the file says, second</source>
        <translation>按文件所述（第二个）</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>True colour</source>
        <translation>真彩色</translation>
    </message>
    <message>
        <source>False colour</source>
        <translation>假彩色</translation>
    </message>
    <message>
        <source>Short-wave infrared</source>
        <translation>短波红外</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>CT</source>
        <translation>CT</translation>
    </message>
    <message>
        <source>PET</source>
        <translation>PET</translation>
    </message>
    <message>
        <source>MRI</source>
        <translation>MRI</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>SAR</source>
        <translation>SAR</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>stored as</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>pixel size</source>
        <translation>像素大小</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>Domains</name>
    <message>
        <source>Medical</source>
        <translation>医学</translation>
    </message>
    <message>
        <source>Satellite</source>
        <translation>卫星</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>DrawnMap</name>
    <message>
        <source>after − before</source>
        <translation>之后 − 之前</translation>
    </message>
    <message>
        <source>mean of {0}</source>
        <translation>{0} 的平均</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files or folders here</source>
        <translation>将文件或文件夹拖到此处</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Try it with examples</source>
        <translation>用示例试一试</translation>
    </message>
    <message>
        <source>Opens four small images that come with the program</source>
        <translation>打开随程序提供的四幅小图像</translation>
    </message>
    <message>
        <source>For research use, not for diagnosis.</source>
        <translation>仅供研究，不用于诊断。</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>CT, PET and MRI: a file, a folder or a ZIP</source>
        <translation>CT、PET 和 MRI：文件、文件夹或 ZIP</translation>
    </message>
    <message>
        <source>NIfTI</source>
        <translation>NIfTI</translation>
    </message>
    <message>
        <source>volumes, .nii and .nii.gz</source>
        <translation>体数据，.nii 和 .nii.gz</translation>
    </message>
    <message>
        <source>GeoTIFF</source>
        <translation>GeoTIFF</translation>
    </message>
    <message>
        <source>satellite and aerial scenes of any size</source>
        <translation>任意大小的卫星和航空影像</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>PNG, JPEG, WebP and TIFF, 8 or 16 bits</source>
        <translation>PNG、JPEG、WebP 和 TIFF，8 或 16 位</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>band units</source>
        <translation>波段单位</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>波段数</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>bits stored</source>
        <translation>存储位数</translation>
    </message>
    <message>
        <source>block</source>
        <translation>块大小</translation>
    </message>
    <message>
        <source>body part</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>bounds</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>burned in annotation</source>
        <translation>烧录标注</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>colour interpretation</source>
        <translation>颜色解释</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>container</source>
        <translation>容器格式</translation>
    </message>
    <message>
        <source>corrected for</source>
        <translation>已校正</translation>
    </message>
    <message>
        <source>corrected image</source>
        <translation>已校正项</translation>
    </message>
    <message>
        <source>crs</source>
        <translation>坐标参考系</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>decay correction</source>
        <translation>衰变校正</translation>
    </message>
    <message>
        <source>decay s</source>
        <translation>衰变时间 (s)</translation>
    </message>
    <message>
        <source>display windows</source>
        <translation>显示窗</translation>
    </message>
    <message>
        <source>dose bq</source>
        <translation>剂量 (Bq)</translation>
    </message>
    <message>
        <source>doubled slices</source>
        <translation>重复层</translation>
    </message>
    <message>
        <source>driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>dtype</source>
        <translation>数据类型</translation>
    </message>
    <message>
        <source>echo time ms</source>
        <translation>回波时间 (ms)</translation>
    </message>
    <message>
        <source>epsg</source>
        <translation>EPSG 代码</translation>
    </message>
    <message>
        <source>exposure s</source>
        <translation>曝光时间 (s)</translation>
    </message>
    <message>
        <source>f number</source>
        <translation>光圈值</translation>
    </message>
    <message>
        <source>focal length mm</source>
        <translation>焦距 (mm)</translation>
    </message>
    <message>
        <source>frame of reference</source>
        <translation>参考坐标系</translation>
    </message>
    <message>
        <source>gcps</source>
        <translation>地面控制点</translation>
    </message>
    <message>
        <source>geographic</source>
        <translation>地理坐标</translation>
    </message>
    <message>
        <source>geometry</source>
        <translation>几何</translation>
    </message>
    <message>
        <source>half life s</source>
        <translation>半衰期 (s)</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>icc</source>
        <translation>ICC 配置文件</translation>
    </message>
    <message>
        <source>image type</source>
        <translation>图像类型</translation>
    </message>
    <message>
        <source>injection time</source>
        <translation>注射时间</translation>
    </message>
    <message>
        <source>intent code</source>
        <translation>用途代码</translation>
    </message>
    <message>
        <source>interleave</source>
        <translation>交错方式</translation>
    </message>
    <message>
        <source>iso</source>
        <translation>感光度</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>重建卷积核</translation>
    </message>
    <message>
        <source>kvp</source>
        <translation>管电压 (kVp)</translation>
    </message>
    <message>
        <source>label map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>lens</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>magnetic field t</source>
        <translation>磁场强度 (T)</translation>
    </message>
    <message>
        <source>manufacturer</source>
        <translation>制造商</translation>
    </message>
    <message>
        <source>missing slices</source>
        <translation>缺失层</translation>
    </message>
    <message>
        <source>modality</source>
        <translation>成像模态</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>nodata</source>
        <translation>无数据值</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>overviews</source>
        <translation>金字塔层数</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>photometric</source>
        <translation>光度解释</translation>
    </message>
    <message>
        <source>pixel size</source>
        <translation>像素尺寸</translation>
    </message>
    <message>
        <source>pixel unit</source>
        <translation>像素单位</translation>
    </message>
    <message>
        <source>qform code</source>
        <translation>qform 代码</translation>
    </message>
    <message>
        <source>repetition time</source>
        <translation>重复时间</translation>
    </message>
    <message>
        <source>repetition time ms</source>
        <translation>重复时间 (ms)</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>rpcs</source>
        <translation>有理多项式系数</translation>
    </message>
    <message>
        <source>scales</source>
        <translation>缩放系数</translation>
    </message>
    <message>
        <source>scan time</source>
        <translation>扫描时间</translation>
    </message>
    <message>
        <source>scan time from</source>
        <translation>扫描时间来源</translation>
    </message>
    <message>
        <source>series description</source>
        <translation>序列描述</translation>
    </message>
    <message>
        <source>sform code</source>
        <translation>sform 代码</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>有符号</translation>
    </message>
    <message>
        <source>slice gap mm</source>
        <translation>层间隙 (mm)</translation>
    </message>
    <message>
        <source>slice step mm</source>
        <translation>层间距 (mm)</translation>
    </message>
    <message>
        <source>slice steps mm</source>
        <translation>各层间距 (mm)</translation>
    </message>
    <message>
        <source>slice thickness mm</source>
        <translation>层厚 (mm)</translation>
    </message>
    <message>
        <source>slices</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>spacing mm</source>
        <translation>像素间距 (mm)</translation>
    </message>
    <message>
        <source>stack shear degrees</source>
        <translation>堆叠错切 (度)</translation>
    </message>
    <message>
        <source>stored size</source>
        <translation>存储尺寸</translation>
    </message>
    <message>
        <source>suv factor</source>
        <translation>SUV 系数</translation>
    </message>
    <message>
        <source>suv missing</source>
        <translation>缺少 SUV</translation>
    </message>
    <message>
        <source>tiled</source>
        <translation>分块存储</translation>
    </message>
    <message>
        <source>transfer syntax</source>
        <translation>传输语法</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>weight kg</source>
        <translation>体重 (kg)</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>zooms</source>
        <translation>体素尺寸</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定义</translation>
    </message>
    <message>
        <source>voxel sizes</source>
        <translation>体素尺寸</translation>
    </message>
    <message>
        <source>metre</source>
        <translation>米</translation>
    </message>
    <message>
        <source>degree</source>
        <translation>度</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>arbitrary</source>
        <translation>任意单位</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>reflectance</source>
        <translation>反射率</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Notice</source>
        <translation>须知</translation>
    </message>
    <message>
        <source>Research software: not for diagnostic use. The bundled models are for research only, since some of their training images are; the Models tab states the terms.</source>
        <translation>研究软件：不用于诊断。随附模型仅供研究，因为其部分训练图像仅限研究；条款见“模型”页。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>我已阅读</translation>
    </message>
</context>
<context>
    <name>GateStrip</name>
    <message>
        <source>{0}, block {1}, features of 1/{2} size: {3:.0%} from the prompts</source>
        <translation>{0}，第 {1} 块，1/{2} 尺寸的特征：{3:.0%} 来自提示</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中间层</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>refinement</source>
        <translation>精修层</translation>
    </message>
</context>
<context>
    <name>GroupRows</name>
    <message>
        <source>{0}: {1} images</source>
        <translation>{0}：{1} 幅图像</translation>
    </message>
    <message>
        <source>Most look like {0}</source>
        <translation>大多类似：{0}</translation>
    </message>
    <message>
        <source>Prompt {0} is chosen by {1:.0%}</source>
        <translation>提示 {0} 被 {1:.0%} 选中</translation>
    </message>
</context>
<context>
    <name>Handle</name>
    <message>
        <source>Line between before and after</source>
        <translation>之前与之后的分界线</translation>
    </message>
    <message>
        <source>Drag, or move by the arrow keys</source>
        <translation>拖动，或用方向键移动</translation>
    </message>
</context>
<context>
    <name>HelpTab</name>
    <message>
        <source>Search the handbook</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Enter goes from place to place</source>
        <translation>按 Enter 逐处跳转</translation>
    </message>
    <message>
        <source>Pages of the handbook</source>
        <translation>手册页面</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Research software: not for diagnostic use.</source>
        <translation>研究软件：不用于诊断。</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决策记录</translation>
    </message>
    <message>
        <source>Further pages, in English</source>
        <translation>其余页面（英文）</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Copied, not opened: {0}</source>
        <translation>已复制，未打开：{0}</translation>
    </message>
</context>
<context>
    <name>HistogramChart</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How often values occur in the picture: filled before, the line after; the upright lines are black and white. The height is the square root of the count.</source>
        <translation>图像中各数值出现的频次：填充为之前，线为之后；竖线为黑与白的位置。高度为计数的平方根。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Why: the prompts</source>
        <translation>为什么：提示</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Values of the picture</source>
        <translation>图像的数值</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>关于此文件</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Choose another name…</source>
        <translation>选择其他名称…</translation>
    </message>
    <message>
        <source>{0} is there already, and was not replaced.</source>
        <translation>{0} 已存在，未被替换。</translation>
    </message>
    <message>
        <source>Keep both saves this result as {0}.</source>
        <translation>“两者都保留”会将此结果存为 {0}。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两者都保留</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the series as a folder</source>
        <translation>将序列保存为文件夹</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Animation (*.gif)</source>
        <translation>动画 (*.gif)</translation>
    </message>
    <message>
        <source>Animation (*.webp)</source>
        <translation>动画 (*.webp)</translation>
    </message>
    <message>
        <source>Animation (*.apng)</source>
        <translation>动画 (*.apng)</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出对比</translation>
    </message>
    <message>
        <source>Not for diagnostic use</source>
        <translation>不得用于诊断</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>All keys as they came</source>
        <translation>恢复默认快捷键</translation>
    </message>
    <message>
        <source>Key for {0}</source>
        <translation>“{0}”的快捷键</translation>
    </message>
    <message>
        <source>{0} chooses how an image is shown, and nothing else.</source>
        <translation>{0} 用于选择图像的显示方式，不能作他用。</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”; take it away there first.</source>
        <translation>{0} 已是“{1}”的快捷键；请先在那里取消。</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>LikenessMap</name>
    <message>
        <source>Prompts {0} and {1}: cosine of their values {2:.2f}</source>
        <translation>提示 {0} 与 {1}：其值的余弦 {2:.2f}</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
</context>
<context>
    <name>LookChoice</name>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>One band</source>
        <translation>单波段</translation>
    </message>
    <message>
        <source>Three bands</source>
        <translation>三波段</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>About DATPRL-IR</source>
        <translation>关于 DATPRL-IR</translation>
    </message>
    <message>
        <source>DATPRL-IR Desktop {0}

Restores medical, satellite and ordinary images with one model.
Research software: not for diagnostic use.</source>
        <translation>DATPRL-IR Desktop {0}

用一个模型复原医学、卫星和普通图像。
研究软件：不用于诊断。</translation>
    </message>
</context>
<context>
    <name>MeasureSection</name>
    <message>
        <source>Choose a truth</source>
        <translation>选择真值</translation>
    </message>
    <message>
        <source>Figure by slice</source>
        <translation>各层指标</translation>
    </message>
    <message>
        <source>Error map</source>
        <translation>误差图</translation>
    </message>
    <message>
        <source>Shows the result less its truth over the picture</source>
        <translation>在图像上显示结果减真值</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>By slice</source>
        <translation>逐层</translation>
    </message>
    <message>
        <source>Thick: result. Dashed: input. A click goes to the slice.</source>
        <translation>粗线：结果。虚线：输入。单击可转到该层。</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder of slices…</source>
        <translation>层文件夹…</translation>
    </message>
    <message>
        <source>Restore the image first; then drop its ground truth here.</source>
        <translation>请先复原图像；然后将其真值拖到此处。</translation>
    </message>
    <message>
        <source>Beside {0}</source>
        <translation>对照 {0}</translation>
    </message>
    <message>
        <source>Drop a ground truth here: a file or folder of any format.</source>
        <translation>将真值拖到此处：任意格式的文件或文件夹。</translation>
    </message>
    <message>
        <source>PSNR and SSIM as 8-bit RGB within {0}, data range 255.</source>
        <translation>PSNR 与 SSIM 按 {0} 内的 8 位 RGB 计算，数据范围 255。</translation>
    </message>
    <message>
        <source>PSNR and SSIM of the values within {0}, data range 1.</source>
        <translation>PSNR 与 SSIM 按 {0} 内的数值计算，数据范围 1。</translation>
    </message>
    <message numerus="yes">
        <source>Means over %n slice(s).</source>
        <translation>
            <numerusform>%n 层的均值。</numerusform>
        </translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>In the truth: {0}</source>
        <translation>真值中：{0}</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean above 41 %</source>
        <translation>41 % 以上的均值</translation>
    </message>
    <message>
        <source>result − truth</source>
        <translation>结果 − 真值</translation>
    </message>
    <message>
        <source>Choose the ground truth</source>
        <translation>选择真值</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Takes in a released checkpoint (.pth) or a card (.json); or drop it here</source>
        <translation>导入已发布的检查点 (.pth) 或模型卡 (.json)；也可拖到此处</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Needs the Restore tab, which could not be made</source>
        <translation>需要“复原”页，但该页无法建立</translation>
    </message>
    <message>
        <source>✕ cannot be used</source>
        <translation>✕ 无法使用</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>no weights</source>
        <translation>无权重</translation>
    </message>
    <message>
        <source>It came with the program and stays</source>
        <translation>随程序提供，不可删除</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The weights are those of the card.</source>
        <translation>权重与模型卡一致。</translation>
    </message>
    <message>
        <source>Importing {0}…</source>
        <translation>正在导入 {0}…</translation>
    </message>
    <message>
        <source>Delete the model {0} and its weights? This cannot be undone.</source>
        <translation>删除模型 {0} 及其权重？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Checkpoints and cards (*.pth *.json)</source>
        <translation>检查点和模型卡 (*.pth *.json)</translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation>已导入为 {0}。</translation>
    </message>
    <message>
        <source>{0} models were not imported.</source>
        <translation>{0} 个模型未能导入。</translation>
    </message>
    <message>
        <source>The details say of each why, and what to do.</source>
        <translation>详细信息中说明了每个的原因和处理办法。</translation>
    </message>
</context>
<context>
    <name>MoreChoices</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Side of the tiles in pixels</source>
        <translation>分块边长(像素)</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>分块</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page of the handbook</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>This tab could not be made: the program made a mistake.
Start the program again; if it happens again, report it with the log of defects (menu Help).</source>
        <translation>无法建立此页：程序出现错误。
请重新启动程序；如果再次出现，请连同故障日志（“帮助”菜单）一起报告。</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>▸ starting</source>
        <translation>▸ 正在启动</translation>
    </message>
    <message>
        <source>▸ training</source>
        <translation>▸ 正在训练</translation>
    </message>
    <message>
        <source>▸ measuring the model</source>
        <translation>▸ 正在测量模型</translation>
    </message>
    <message>
        <source>stopped, saved</source>
        <translation>已停止并保存</translation>
    </message>
    <message>
        <source>✓ finished</source>
        <translation>✓ 已完成</translation>
    </message>
    <message>
        <source>✕ failed</source>
        <translation>✕ 失败</translation>
    </message>
    <message>
        <source>✕ ended without a word</source>
        <translation>✕ 意外结束</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
</context>
<context>
    <name>PlaneBar</name>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>按存储方向</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>层</translation>
    </message>
    <message>
        <source>All three</source>
        <translation>三个平面</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>最快的可用设备</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>As the device does best</source>
        <translation>由设备决定</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language, from the next start on</source>
        <translation>语言（下次启动生效）</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Side of the tiles</source>
        <translation>分块边长</translation>
    </message>
    <message>
        <source>Kept in {0}</source>
        <translation>保存在 {0}</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Reset everything</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PreferredModels</name>
    <message>
        <source>Used by default</source>
        <translation>默认使用</translation>
    </message>
    <message>
        <source>Model for {0}</source>
        <translation>用于{0}的模型</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>A small network, minutes on a processor: is everything set up?</source>
        <translation>小型网络，在处理器上只需几分钟：用于确认一切就绪。</translation>
    </message>
    <message>
        <source>The network of the bundled model: hours on a processor, minutes on a GPU.</source>
        <translation>随附模型的网络：在处理器上需数小时，在 GPU 上需数分钟。</translation>
    </message>
    <message>
        <source>A larger network: hours on one GPU.</source>
        <translation>较大的网络：在一块 GPU 上需数小时。</translation>
    </message>
    <message>
        <source>A short, careful run that starts from the bundled model.</source>
        <translation>从随附模型出发的短时微调。</translation>
    </message>
    <message>
        <source>The paper&apos;s run on nine tasks without any prompt.</source>
        <translation>论文中的九任务训练，不使用任何提示。</translation>
    </message>
    <message>
        <source>A run of the paper: days on several GPUs.</source>
        <translation>论文中的训练：在多块 GPU 上需数天。</translation>
    </message>
</context>
<context>
    <name>PromptChart</name>
    <message>
        <source>Chosen prompts: {0}</source>
        <translation>选中的提示：{0}</translation>
    </message>
    <message>
        <source>Prompt {0} of this pool</source>
        <translation>此池的提示 {0}</translation>
    </message>
    <message>
        <source>Similarity {0:.2f}: cosine of the image&apos;s query and its key</source>
        <translation>相似度 {0:.2f}：图像查询与其键的余弦</translation>
    </message>
    <message>
        <source>Among the top k; weight {0:.0%} of the answer</source>
        <translation>位于前 k 个；占回答权重 {0:.0%}</translation>
    </message>
    <message>
        <source>Not among the top k: no part of the answer</source>
        <translation>不在前 k 个：不参与回答</translation>
    </message>
    <message>
        <source>Usual weight, from the card: {0:.0%}</source>
        <translation>通常权重（来自模型卡）：{0:.0%}</translation>
    </message>
</context>
<context>
    <name>PromptExport</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片 (PNG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>表格 (CSV)…</translation>
    </message>
    <message>
        <source>Everything (JSON)…</source>
        <translation>全部数据 (JSON)…</translation>
    </message>
    <message>
        <source>Export the prompts</source>
        <translation>导出提示</translation>
    </message>
</context>
<context>
    <name>Remembered</name>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>清除全部</translation>
    </message>
    <message>
        <source>The program did not end as it should last time. Open again what was open?</source>
        <translation>程序上次未正常结束。要重新打开当时的内容吗？</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>The batch in {0} did not come to its end. Look at it?</source>
        <translation>{0} 中的批处理没有完成。要查看吗？</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The log of defects was copied; it names no file and no patient.</source>
        <translation>故障日志已复制；其中不含文件名和患者信息。</translation>
    </message>
    <message>
        <source>There are no defects in the log.</source>
        <translation>日志中没有故障。</translation>
    </message>
</context>
<context>
    <name>RestorePanel</name>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；未作任何更改。</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整幅图像</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>This slice</source>
        <translation>此层</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More to choose: device, precision, tiles</source>
        <translation>更多选项:设备、精度、分块</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save beside the original, under a name of its own (Ctrl+S)</source>
        <translation>以新名称保存在原图旁边 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Writing {0}…</source>
        <translation>正在写入 {0}…</translation>
    </message>
    <message>
        <source>Exported as {0}</source>
        <translation>已导出为 {0}</translation>
    </message>
    <message>
        <source>Saved already as {0}</source>
        <translation>已存为 {0}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>No model can do this.</source>
        <translation>没有模型能够完成此操作。</translation>
    </message>
    <message>
        <source>The model does not enlarge so far.</source>
        <translation>该模型不支持这样的放大倍数。</translation>
    </message>
    <message>
        <source>Slices can be enlarged only together.</source>
        <translation>各层只能一起放大。</translation>
    </message>
    <message>
        <source>How much of the correction is applied: a blend of the result with the original. A result follows at once, without another restoration.</source>
        <translation>修正量所占的比例：结果与原图的混合。结果立即随之改变，无需再次复原。</translation>
    </message>
    <message>
        <source>How much of the correction is applied. This result is too large for its correction to be kept: restore it again to change its strength.</source>
        <translation>修正量所占的比例。此结果过大，未能保留其修正量：要改变强度，请再次复原。</translation>
    </message>
    <message>
        <source>Waiting for the process that computes…</source>
        <translation>正在等待计算进程…</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
    <message>
        <source>Restored by {0}, on {1}.</source>
        <translation>由 {0} 复原，设备：{1}。</translation>
    </message>
    <message>
        <source>Shown in {0}, not in SUV. {1}</source>
        <translation>以 {0} 显示，而非 SUV。{1}</translation>
    </message>
</context>
<context>
    <name>RestoreTab</name>
    <message>
        <source>Unpack it beside itself</source>
        <translation>解压到它旁边</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>How the run stands</source>
        <translation>训练状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Add to Models</source>
        <translation>加入模型</translation>
    </message>
    <message>
        <source>Needs the Restore tab, which could not be made</source>
        <translation>需要“复原”页，但该页无法建立</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mean since the last line</source>
        <translation>自上一行以来的均值</translation>
    </message>
    <message>
        <source>Held-out images</source>
        <translation>留出的图像</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>No images are held out: nothing is validated.</source>
        <translation>没有留出图像：不进行验证。</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>输入图像</translation>
    </message>
    <message>
        <source>step {0:,} of {1:,}</source>
        <translation>第 {0:,} 步，共 {1:,} 步</translation>
    </message>
    <message>
        <source>{0:.3g} steps/s</source>
        <translation>{0:.3g} 步/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>SceneList</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>已打开的图像</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>3511 training pairs of nine tasks: public images (licence field), low-dose CT, low-count PET, k-space, blur, rain, haze and thin cloud partly simulated, noise of CT and PET drawn anew; a tenth of the packs held out by scene or subject. l1 + 0.1 FFT, all prompt terms, text features of described images (words of a table, 256 numbers, sentence encoder). One H200 GPU in bf16. Begun from weights of 2632 steps on 2220 of these pairs. Repeat: build_spec/weights/compact.sh. Trained 4091 steps of 54 crops of 160 px, later 128 px, seed 0, in 10 minutes.</source>
        <translation>九项任务的 3511 对训练图像：公开图像（见许可证一栏），低剂量 CT、低计数 PET、k 空间、模糊、雨、雾霾和薄云为部分模拟，CT 与 PET 的噪声每次重新抽取；每个数据包按场景或受试者留出十分之一。损失为 l1 + 0.1 FFT 及全部提示项，文本特征来自图像描述（词表、256 个数值、句子编码器）。使用一块 H200 GPU，bf16。从以其中 2220 对训练 2632 步的权重开始。重现：build_spec/weights/compact.sh。训练 4091 步，每步 54 个 160 像素的裁剪块，之后为 128 像素，种子 0，用时 10 分钟。</translation>
    </message>
    <message>
        <source>64-bit integers ({0}) cannot pass through the network without losing digits</source>
        <translation>64 位整数（{0}）通过网络会丢失数字精度</translation>
    </message>
    <message>
        <source>A band declares a scale that is no usable number; its values are read as stored.</source>
        <translation>某个波段声明的缩放系数不是可用的数值；其数值按存储值读取。</translation>
    </message>
    <message>
        <source>A file beside the photo places it on a map, and the result will not be placed. To keep the coordinates, convert it first: gdal_translate -of GTiff.</source>
        <translation>照片旁的文件为其指定了地图位置，而结果不会带有位置。如需保留坐标，请先转换：gdal_translate -of GTiff。</translation>
    </message>
    <message>
        <source>A task-pool-only network: no reference output exists to verify the import.</source>
        <translation>仅有任务提示池的网络：没有可用于核对导入结果的参考输出。</translation>
    </message>
    <message>
        <source>A variant without weights: the network of the paper (two value tokens, real attention), for training.</source>
        <translation>不含权重的版本：论文中的网络（两个值标记、真正的注意力），供训练使用。</translation>
    </message>
    <message>
        <source>ATTN</source>
        <translation>衰减</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Cloud removal</source>
        <translation>去云</translation>
    </message>
    <message>
        <source>Compact: nine tasks, for machines without a GPU</source>
        <translation>Compact：九项任务，适用于没有 GPU 的计算机</translation>
    </message>
    <message>
        <source>Converted from the authors&apos; checkpoint {0}, fp32.</source>
        <translation>由作者发布的检查点 {0} 转换，fp32。</translation>
    </message>
    <message>
        <source>DATPRL-IR as in the paper, untrained</source>
        <translation>论文中的 DATPRL-IR，未训练</translation>
    </message>
    <message>
        <source>DATPRL-IR imported from {0}</source>
        <translation>由 {0} 导入的 DATPRL-IR</translation>
    </message>
    <message>
        <source>DECY</source>
        <translation>衰变</translation>
    </message>
    <message>
        <source>De-identified by the header alone: a face can be recognised in the volume of a head.</source>
        <translation>仅对头信息去标识：头部体数据仍可能辨认出面容。</translation>
    </message>
    <message>
        <source>De-identified by the header alone: text in the pixels and faces that can be recognised stay, and so do the names of files and folders.</source>
        <translation>仅对头信息去标识：像素中的文字、可辨认的面容以及文件和文件夹的名称保持不变。</translation>
    </message>
    <message>
        <source>Decay Correction is {0}, neither START nor ADMIN.</source>
        <translation>衰变校正为 {0}，既不是 START 也不是 ADMIN。</translation>
    </message>
    <message>
        <source>Dehazing</source>
        <translation>去雾</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>设备或资源正忙</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>EXIF (too long for a JPEG)</source>
        <translation>EXIF（对 JPEG 而言过长）</translation>
    </message>
    <message>
        <source>Extra inputs are not permitted</source>
        <translation>不允许有多余的输入项</translation>
    </message>
    <message>
        <source>Field required</source>
        <translation>缺少必填项</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Folder of pairs with dataset.json</source>
        <translation>带有 dataset.json 的图像对文件夹</translation>
    </message>
    <message>
        <source>Four times the sampling, not four times the information.</source>
        <translation>采样为四倍，信息并非四倍。</translation>
    </message>
    <message>
        <source>Ground under opaque cloud is invented.</source>
        <translation>不透明云层下的地面是虚构的。</translation>
    </message>
    <message>
        <source>Ground under opaque cloud is invented; a bright scene without cloud may be taken for one with it.</source>
        <translation>不透明云层下的地面是虚构的；明亮而无云的场景可能被误认为有云。</translation>
    </message>
    <message>
        <source>ICC profile</source>
        <translation>ICC 配置文件</translation>
    </message>
    <message>
        <source>ICC profile of grey</source>
        <translation>灰度的 ICC 配置文件</translation>
    </message>
    <message>
        <source>Input should be a valid {0}</source>
        <translation>输入应为有效的{0}</translation>
    </message>
    <message>
        <source>Input should be a valid {0}, unable to parse string as {1}</source>
        <translation>输入应为有效的{0}，无法将字符串解析为{1}</translation>
    </message>
    <message>
        <source>Input should be greater than or equal to {0}</source>
        <translation>输入应大于或等于 {0}</translation>
    </message>
    <message>
        <source>Input should be greater than {0}</source>
        <translation>输入应大于 {0}</translation>
    </message>
    <message>
        <source>Input should be less than or equal to {0}</source>
        <translation>输入应小于或等于 {0}</translation>
    </message>
    <message>
        <source>Input should be less than {0}</source>
        <translation>输入应小于 {0}</translation>
    </message>
    <message>
        <source>Input should be {0}</source>
        <translation>输入应为{0}</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>无效的参数</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>Low values mean white in this file; they are restored as stored.</source>
        <translation>此文件中低值表示白色；按存储值复原。</translation>
    </message>
    <message>
        <source>Low-count PET</source>
        <translation>低计数 PET</translation>
    </message>
    <message>
        <source>Low-dose CT denoising</source>
        <translation>低剂量 CT 去噪</translation>
    </message>
    <message>
        <source>MRI super-resolution 4x</source>
        <translation>MRI 4 倍超分辨率</translation>
    </message>
    <message>
        <source>NIfTI cannot store values of the type {0}</source>
        <translation>NIfTI 无法存储类型为 {0} 的数值</translation>
    </message>
    <message>
        <source>NIfTI does not name its modality; CT is assumed, since the values look like HU.</source>
        <translation>NIfTI 不说明成像模态；由于数值形似 HU，假定为 CT。</translation>
    </message>
    <message>
        <source>NIfTI does not name its modality; MR is assumed.</source>
        <translation>NIfTI 不说明成像模态；假定为 MR。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>设备上没有剩余空间</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有该文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许的操作</translation>
    </message>
    <message>
        <source>PNG texts and colour chunks</source>
        <translation>PNG 文本与颜色块</translation>
    </message>
    <message>
        <source>Padding is not marked in the result, since the source&apos;s table gives it values that other pixels can have as well.</source>
        <translation>结果中不标记填充像素，因为原图的查找表赋予它的数值也可能属于其他像素。</translation>
    </message>
    <message>
        <source>Paired folder described in DATA.toml</source>
        <translation>在 DATA.toml 中描述的配对文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>Photo (PNG, JPEG, WebP, TIFF, BMP)</source>
        <translation>照片（PNG、JPEG、WebP、TIFF、BMP）</translation>
    </message>
    <message>
        <source>Photo deraining</source>
        <translation>照片去雨</translation>
    </message>
    <message>
        <source>Photo motion deblurring</source>
        <translation>照片去运动模糊</translation>
    </message>
    <message>
        <source>Photo super-resolution 4x</source>
        <translation>照片 4 倍超分辨率</translation>
    </message>
    <message>
        <source>Private elements were left out, since the pixel grid has changed.</source>
        <translation>私有元素已被舍去，因为像素网格已改变。</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Reflectance under haze is estimated.</source>
        <translation>雾霾下的反射率为估计值。</translation>
    </message>
    <message>
        <source>Research use only, not for diagnostic use.</source>
        <translation>仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>Research use, not for diagnosis: fine structure may be lost or invented.</source>
        <translation>供研究使用，不用于诊断：细微结构可能丢失或被虚构。</translation>
    </message>
    <message>
        <source>SUV cannot be computed ({0}); the window&apos;s upper edge is the 99.9th percentile of the volume, {1} {2}</source>
        <translation>无法计算 SUV（{0}）；窗的上限取体数据的 99.9 百分位 {1} {2}</translation>
    </message>
    <message>
        <source>SUV is not defined for the units {0}.</source>
        <translation>单位 {0} 没有定义 SUV。</translation>
    </message>
    <message>
        <source>Satellite super-resolution 4x</source>
        <translation>卫星影像 4 倍超分辨率</translation>
    </message>
    <message>
        <source>Slices are missing: {0} gap(s) in the series, between {1} mm (usual step {2} mm).</source>
        <translation>缺少层：序列中有 {0} 处间断，位于 {1} mm 之间（通常步长为 {2} mm）。</translation>
    </message>
    <message>
        <source>String should match pattern {0}</source>
        <translation>字符串应符合模式 {0}</translation>
    </message>
    <message>
        <source>Terms of the authors&apos; release.</source>
        <translation>以作者发布时的条款为准。</translation>
    </message>
    <message>
        <source>Text is burned into the pixels; a network may alter or invent characters.</source>
        <translation>文字已烧录在像素中；网络可能改变或虚构字符。</translation>
    </message>
    <message>
        <source>Text is burned into the pixels; the network may have altered characters.</source>
        <translation>文字已烧录在像素中；网络可能改变了字符。</translation>
    </message>
    <message>
        <source>Texture in blurred regions is guessed.</source>
        <translation>模糊区域的纹理是推测的。</translation>
    </message>
    <message>
        <source>The CT image leaves its units unspecified; HU is assumed.</source>
        <translation>该 CT 图像未指明单位；假定为 HU。</translation>
    </message>
    <message>
        <source>The CT image names no rescale; its stored values are taken as HU.</source>
        <translation>该 CT 图像没有重缩放参数；其存储值视为 HU。</translation>
    </message>
    <message>
        <source>The ICC profile was made for other bands than the image has, and is left out.</source>
        <translation>ICC 配置文件所对应的波段与图像不同，已舍去。</translation>
    </message>
    <message>
        <source>The PET series names no units.</source>
        <translation>该 PET 序列没有注明单位。</translation>
    </message>
    <message>
        <source>The additional band says nothing of itself; it is taken as alpha.</source>
        <translation>附加波段没有说明用途；视为 alpha 透明通道。</translation>
    </message>
    <message>
        <source>The coordinates are geographic: pixel sizes are degrees, not metres, and differ between north and east.</source>
        <translation>坐标为地理坐标：像素尺寸以度而非米表示，南北向与东西向不同。</translation>
    </message>
    <message>
        <source>The descriptions in the file cannot be carried over.</source>
        <translation>文件中的描述无法保留。</translation>
    </message>
    <message>
        <source>The file holds further images (a gain map or another view); only the first is used.</source>
        <translation>文件中还有其他图像（增益图或另一视图）；仅使用第一幅。</translation>
    </message>
    <message>
        <source>The file holds {0} pages; only the first one is read.</source>
        <translation>文件有 {0} 页；仅读取第一页。</translation>
    </message>
    <message>
        <source>The file packs its values into {0} bits; results are not packed.</source>
        <translation>文件以 {0} 位紧缩存储数值；结果不紧缩。</translation>
    </message>
    <message>
        <source>The file states no usable voxel sizes; 1 was taken for each axis.</source>
        <translation>文件没有可用的体素尺寸；各轴均取 1。</translation>
    </message>
    <message>
        <source>The header does not place the image in the patient{0}.</source>
        <translation>头信息未说明图像在患者体内的位置{0}。</translation>
    </message>
    <message>
        <source>The image is a scout (localizer), not a slice.</source>
        <translation>该图像是定位像，不是断层。</translation>
    </message>
    <message>
        <source>The image was restored by this program already; it would be restored again.</source>
        <translation>该图像已由本程序复原过；再次复原将重复处理。</translation>
    </message>
    <message>
        <source>The injected dose of {0} Bq is implausible (perhaps meant as MBq).</source>
        <translation>注射剂量 {0} Bq 不合理（可能本意为 MBq）。</translation>
    </message>
    <message>
        <source>The offset of the stored values is not a number; 0 was taken.</source>
        <translation>存储值的偏移量不是数值；取为 0。</translation>
    </message>
    <message>
        <source>The palette or the single bits were expanded to 8 bits per sample.</source>
        <translation>调色板或单比特已扩展为每样本 8 位。</translation>
    </message>
    <message>
        <source>The palette was expanded to full colours; the result has no palette.</source>
        <translation>调色板已扩展为全彩色；结果不含调色板。</translation>
    </message>
    <message>
        <source>The result holds {0} of the source&apos;s {1} frames, those that were restored.</source>
        <translation>原图共 {1} 帧，结果包含其中已复原的 {0} 帧。</translation>
    </message>
    <message>
        <source>The result is compressed with loss.</source>
        <translation>结果采用有损压缩。</translation>
    </message>
    <message>
        <source>The series does not describe the radiopharmaceutical.</source>
        <translation>该序列没有描述放射性药物。</translation>
    </message>
    <message>
        <source>The series does not state when the activity was injected.</source>
        <translation>该序列没有说明放射性药物的注射时间。</translation>
    </message>
    <message>
        <source>The series does not state {0}.</source>
        <translation>该序列没有说明{0}。</translation>
    </message>
    <message>
        <source>The series is in counts and names no factor to activity or SUV.</source>
        <translation>该序列以计数为单位，且没有换算为活度或 SUV 的系数。</translation>
    </message>
    <message>
        <source>The series is not corrected for {0}.</source>
        <translation>该序列缺少以下校正：{0}。</translation>
    </message>
    <message>
        <source>The series states no time of the scan.</source>
        <translation>该序列没有说明扫描时间。</translation>
    </message>
    <message>
        <source>The series was processed later and states no time of the scan.</source>
        <translation>该序列经过后处理，没有说明扫描时间。</translation>
    </message>
    <message>
        <source>The sform and the qform of the file are mirror images of each other: left and right may be exchanged. The sform was taken.</source>
        <translation>文件的 sform 与 qform 互为镜像：左右可能颠倒。已采用 sform。</translation>
    </message>
    <message>
        <source>The sform and the qform of the file place the volume differently: by up to {0} mm, although both state the same space. The sform was taken.</source>
        <translation>文件的 sform 与 qform 给出的位置不同：相差最多 {0} mm，而两者声明的是同一空间。已采用 sform。</translation>
    </message>
    <message>
        <source>The slices are unevenly spaced ({0} to {1} mm); the volume&apos;s step is their mean.</source>
        <translation>层间距不均匀（{0} 至 {1} mm）；体数据的步长取其平均值。</translation>
    </message>
    <message>
        <source>The source says that text is burned into its pixels: it may name the patient.</source>
        <translation>原图说明其像素中烧录有文字：可能含有患者姓名。</translation>
    </message>
    <message>
        <source>The source was a .hdr/.img pair; the result is one file.</source>
        <translation>原图为 .hdr/.img 文件对；结果为单个文件。</translation>
    </message>
    <message>
        <source>The source was compressed with loss, and does not say how strongly.</source>
        <translation>原图曾经有损压缩，但未说明压缩程度。</translation>
    </message>
    <message>
        <source>The source was signed digitally; the result, being another image, is not.</source>
        <translation>原图带有数字签名；结果是另一幅图像，没有签名。</translation>
    </message>
    <message>
        <source>The source&apos;s values passed through a table (Modality LUT); the result holds what the table gave, and no table.</source>
        <translation>原图的数值经过查找表（Modality LUT）；结果保存的是查表后的数值，不再含查找表。</translation>
    </message>
    <message>
        <source>The stack of slices is sheared by {0} degrees (tilted gantry or moved table); positions are kept slice by slice.</source>
        <translation>层堆叠有 {0} 度的错切（机架倾斜或床面移动）；各层位置保持不变。</translation>
    </message>
    <message>
        <source>The values are a map that this program made of a restoration, and no image.</source>
        <translation>这些数值是本程序由一次复原得出的图，并非图像。</translation>
    </message>
    <message>
        <source>The values look like labels, not intensities; restoring would blur them.</source>
        <translation>这些数值像是标签而非强度；复原会使其模糊。</translation>
    </message>
    <message>
        <source>The values of this CT series are not Hounsfield units but {0}.</source>
        <translation>该 CT 序列的数值不是亨氏单位（HU），而是 {0}。</translation>
    </message>
    <message>
        <source>The whole scene appears to be nodata: no valid pixel was found in a sample of it.</source>
        <translation>整个场景似乎都是无数据值：抽样中没有发现有效像素。</translation>
    </message>
    <message>
        <source>The {0} of the file is not a usable matrix and was ignored.</source>
        <translation>文件中的 {0} 不是可用的仿射矩阵，已忽略。</translation>
    </message>
    <message>
        <source>The {0}-bit image was expanded to 8 bits of grey.</source>
        <translation>{0} 位图像已扩展为 8 位灰度。</translation>
    </message>
    <message>
        <source>The {0}-bit image was expanded to 8 bits.</source>
        <translation>{0} 位图像已扩展为 8 位。</translation>
    </message>
    <message>
        <source>The {0}-bit image was stretched to 16 bits.</source>
        <translation>{0} 位图像已拉伸为 16 位。</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Trained here</source>
        <translation>在本机训练</translation>
    </message>
    <message>
        <source>Trained {0} steps of {1} crops of {2} px, later {3} px, seed {4}, in {5} minutes.</source>
        <translation>训练 {0} 步，每步 {1} 个 {2} 像素的裁剪块，之后为 {3} 像素，种子 {4}，用时 {5} 分钟。</translation>
    </message>
    <message>
        <source>Trained {0} steps of {1} crops of {2} px, later {3} px, seed {4}.</source>
        <translation>训练 {0} 步，每步 {1} 个 {2} 像素的裁剪块，之后为 {3} 像素，种子 {4}。</translation>
    </message>
    <message>
        <source>Trained {0} steps of {1} crops of {2} px, seed {3}, in {4} minutes.</source>
        <translation>训练 {0} 步，每步 {1} 个 {2} 像素的裁剪块，种子 {3}，用时 {4} 分钟。</translation>
    </message>
    <message>
        <source>Trained {0} steps of {1} crops of {2} px, seed {3}.</source>
        <translation>训练 {0} 步，每步 {1} 个 {2} 像素的裁剪块，种子 {3}。</translation>
    </message>
    <message>
        <source>US survey foot</source>
        <translation>美制测量英尺</translation>
    </message>
    <message>
        <source>Value error, {0}</source>
        <translation>数值错误：{0}</translation>
    </message>
    <message>
        <source>Value windows of medical images are assumed, since they were not published.</source>
        <translation>医学图像的数值窗为假定值，因为作者未公布。</translation>
    </message>
    <message>
        <source>Values above 10 SUV may come back lower: 0.4 SUV on average where the truth is above 10.</source>
        <translation>高于 10 SUV 的值复原后可能偏低：真值高于 10 处平均低 0.4 SUV。</translation>
    </message>
    <message>
        <source>Values are taken as HU, since the sidecar file says CT.</source>
        <translation>数值视为 HU，因为附带的 sidecar 文件注明为 CT。</translation>
    </message>
    <message>
        <source>Weight, size, age and all times were removed: no SUV can be computed from the result.</source>
        <translation>体重、身高、年龄和所有时间均已删除：无法从结果计算 SUV。</translation>
    </message>
    <message>
        <source>What rain hid is guessed.</source>
        <translation>被雨遮挡的内容是推测的。</translation>
    </message>
    <message>
        <source>XMP (too long for a JPEG)</source>
        <translation>XMP（对 JPEG 而言过长）</translation>
    </message>
    <message>
        <source>a DICOM scene is not written as {0}</source>
        <translation>DICOM 图像不能写成 {0}</translation>
    </message>
    <message>
        <source>a GIF, which holds a palette of 256 colours and may be animated</source>
        <translation>GIF 文件，只有 256 色调色板，且可能是动画</translation>
    </message>
    <message>
        <source>a GRIB file</source>
        <translation>GRIB 文件</translation>
    </message>
    <message>
        <source>a HEIF or AVIF photo</source>
        <translation>HEIF 或 AVIF 照片</translation>
    </message>
    <message>
        <source>a JPEG XL photo</source>
        <translation>JPEG XL 照片</translation>
    </message>
    <message>
        <source>a MetaImage volume</source>
        <translation>MetaImage 体数据</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a PET image</source>
        <translation>PET 图像</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>Photoshop 文档</translation>
    </message>
    <message>
        <source>a batch in {0} is not finished</source>
        <translation>{0} 中的批处理尚未完成</translation>
    </message>
    <message>
        <source>a batch of {0} cannot be shared by {1} processes</source>
        <translation>{1} 个进程无法平分大小为 {0} 的批</translation>
    </message>
    <message>
        <source>a chunk of it reaches beyond its end</source>
        <translation>其中一个数据块超出文件末尾</translation>
    </message>
    <message>
        <source>a domain pool of which no prompt is chosen (domain_top_k is 0)</source>
        <translation>领域提示池没有选中任何提示（domain_top_k 为 0）</translation>
    </message>
    <message>
        <source>a folder with one of them alone, or a single file such as</source>
        <translation>只含其中之一的文件夹，或单个文件，例如</translation>
    </message>
    <message>
        <source>a high dynamic range picture</source>
        <translation>高动态范围图像</translation>
    </message>
    <message>
        <source>a library it uses made an error in memory</source>
        <translation>所用的某个库发生内存错误</translation>
    </message>
    <message>
        <source>a map service</source>
        <translation>地图服务</translation>
    </message>
    <message>
        <source>a multi-frame object</source>
        <translation>多帧对象</translation>
    </message>
    <message>
        <source>a netCDF file, of which it would have to be told what to restore</source>
        <translation>netCDF 文件，需另行指明要复原其中的哪些内容</translation>
    </message>
    <message>
        <source>a path holds no NUL character</source>
        <translation>路径中不能含有 NUL 字符</translation>
    </message>
    <message>
        <source>a profile of no pool tells nothing</source>
        <translation>没有提示池的参考分布不说明任何内容</translation>
    </message>
    <message>
        <source>a scene is its place: without coordinates the ground itself can be recognised</source>
        <translation>场景即其地点：即使没有坐标，地面本身仍可辨认</translation>
    </message>
    <message>
        <source>a side of {0} has at most {1} pixels, not {2}</source>
        <translation>{0} 的边长至多为 {1} 像素，而非 {2}</translation>
    </message>
    <message>
        <source>a slope and an intercept</source>
        <translation>斜率和截距</translation>
    </message>
    <message>
        <source>a step does not fit the memory of the device</source>
        <translation>一个训练步所需内存超过设备内存</translation>
    </message>
    <message>
        <source>a table of {0} bits to {1}</source>
        <translation>由 {0} 位转换为{1}的查找表</translation>
    </message>
    <message>
        <source>a task pool of which no prompt is chosen (task_top_k is 0)</source>
        <translation>任务提示池没有选中任何提示（task_top_k 为 0）</translation>
    </message>
    <message>
        <source>a tile of {0} pixels did not fit, and smaller ones do not pay</source>
        <translation>{0} 像素的分块放不下，而更小的分块得不偿失</translation>
    </message>
    <message>
        <source>a volume goes back into a NIfTI file</source>
        <translation>体数据须写回 NIfTI 文件</translation>
    </message>
    <message>
        <source>a world file, which places a picture on a map</source>
        <translation>world 文件，用于说明图像在地图上的位置</translation>
    </message>
    <message>
        <source>acquisition and frame reference time</source>
        <translation>采集时间与帧参考时间</translation>
    </message>
    <message>
        <source>add it, or leave the ground truths out</source>
        <translation>请补上该真值，或不使用真值</translation>
    </message>
    <message>
        <source>add some to DATA.toml, or leave the task out of data.tasks</source>
        <translation>请在 DATA.toml 中添加一些，或从 data.tasks 中去掉该任务</translation>
    </message>
    <message>
        <source>after the kind of the images, {0}</source>
        <translation>依据图像的类型 {0}</translation>
    </message>
    <message>
        <source>after the name {0}</source>
        <translation>依据名称 {0}</translation>
    </message>
    <message>
        <source>all five aspects are empty</source>
        <translation>五个方面均为空</translation>
    </message>
    <message>
        <source>all is well</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>all pairs of it are held out</source>
        <translation>该任务的所有图像对都已留出</translation>
    </message>
    <message>
        <source>an Analyze 7.5 volume, which says neither left nor right</source>
        <translation>Analyze 7.5 体数据，没有说明左右方向</translation>
    </message>
    <message>
        <source>an HDF4 file, of which it would have to be told what to restore</source>
        <translation>HDF4 文件，需另行指明要复原其中的哪些内容</translation>
    </message>
    <message>
        <source>an HDF5 or netCDF-4 file, of which it would have to be told what to restore</source>
        <translation>HDF5 或 netCDF-4 文件，需另行指明要复原其中的哪些内容</translation>
    </message>
    <message>
        <source>an NRRD volume</source>
        <translation>NRRD 体数据</translation>
    </message>
    <message>
        <source>an archive in which no DICOM series was found</source>
        <translation>其中未找到 DICOM 序列的压缩包</translation>
    </message>
    <message>
        <source>an axis of {0} voxels does not fit a NIfTI-1 header</source>
        <translation>NIfTI-1 头信息容纳不下长为 {0} 体素的轴</translation>
    </message>
    <message>
        <source>an element of its header states an impossible length</source>
        <translation>头信息中某个元素的长度不可能成立</translation>
    </message>
    <message>
        <source>an error of kind {0} that it did not expect</source>
        <translation>发生了意料之外的 {0} 类错误</translation>
    </message>
    <message>
        <source>another process trains there</source>
        <translation>另一个进程正在该处训练</translation>
    </message>
    <message>
        <source>another program works on this batch</source>
        <translation>另一个程序正在处理该批</translation>
    </message>
    <message>
        <source>another run has saved its state there</source>
        <translation>另一次训练已在该处保存状态</translation>
    </message>
    <message>
        <source>another run is there</source>
        <translation>该处已有另一次训练</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>由您选定</translation>
    </message>
    <message>
        <source>ask for nii.gz or nii, or leave the format open</source>
        <translation>请指定 nii.gz 或 nii，或不指定格式</translation>
    </message>
    <message>
        <source>asking the prompts</source>
        <translation>正在查询提示</translation>
    </message>
    <message>
        <source>assumed from the file: {0}</source>
        <translation>根据文件判断：{0}</translation>
    </message>
    <message>
        <source>assumed: a natural photo, since it has no georeference</source>
        <translation>没有地理参考，假定为自然照片</translation>
    </message>
    <message>
        <source>assumed: an optical satellite or aerial scene</source>
        <translation>假定为光学卫星或航空影像</translation>
    </message>
    <message>
        <source>begin the run again</source>
        <translation>请重新开始训练</translation>
    </message>
    <message>
        <source>begins at the stored value {0} and has {1} entries, while the pixels lie between {2} and {3}</source>
        <translation>起始于存储值 {0}，共 {1} 项，而像素值介于 {2} 与 {3} 之间</translation>
    </message>
    <message>
        <source>both need one size{0} and equal bands</source>
        <translation>两者尺寸须相同{0}，且波段数须相等</translation>
    </message>
    <message>
        <source>bring them back, or begin another run, with start set to this one&apos;s model</source>
        <translation>请恢复这些图像，或另起一次训练，并将 start 设为此次的模型</translation>
    </message>
    <message>
        <source>check hq and lq</source>
        <translation>请检查 hq 和 lq</translation>
    </message>
    <message>
        <source>check it</source>
        <translation>请检查该文件</translation>
    </message>
    <message>
        <source>check the disk and the permissions</source>
        <translation>请检查磁盘和权限</translation>
    </message>
    <message>
        <source>check the folder&apos;s permissions</source>
        <translation>请检查文件夹的权限</translation>
    </message>
    <message>
        <source>check the folder&apos;s permissions and the free space, or choose another folder</source>
        <translation>请检查文件夹的权限和剩余空间，或另选文件夹</translation>
    </message>
    <message>
        <source>check the folder&apos;s permissions and the free space; the same command goes on</source>
        <translation>请检查文件夹的权限和剩余空间；用同一命令可继续</translation>
    </message>
    <message>
        <source>check the free space and the folder&apos;s permissions, or choose another folder</source>
        <translation>请检查剩余空间和文件夹的权限，或另选文件夹</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>check the path and the permissions</source>
        <translation>请检查路径和权限</translation>
    </message>
    <message>
        <source>check the path, or name a preset: {0}</source>
        <translation>请检查路径，或指定预设：{0}</translation>
    </message>
    <message>
        <source>check the two top-k, and {0}</source>
        <translation>请检查两个 top-k，并{0}</translation>
    </message>
    <message>
        <source>choose a file name within it</source>
        <translation>请在其中选择一个文件名</translation>
    </message>
    <message>
        <source>choose a folder</source>
        <translation>请选择文件夹</translation>
    </message>
    <message>
        <source>choose a folder beside it, or anywhere else</source>
        <translation>请选择它旁边的文件夹，或其他任何位置</translation>
    </message>
    <message>
        <source>choose a name that ends in .png for one, in {0} for several</source>
        <translation>单幅图像请选择以 .png 结尾的名称，多幅请选择以 {0} 结尾的名称</translation>
    </message>
    <message>
        <source>choose a name with one of these endings</source>
        <translation>请选择带有上述后缀的名称</translation>
    </message>
    <message>
        <source>choose a smaller scale, or convert the source to NIfTI-2</source>
        <translation>请选择较小的放大倍数，或将原图转换为 NIfTI-2</translation>
    </message>
    <message>
        <source>choose among its bands: {0}</source>
        <translation>请从其波段中选择：{0}</translation>
    </message>
    <message>
        <source>choose another folder, or move that file away</source>
        <translation>请另选文件夹，或移走该文件</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>请另选名称</translation>
    </message>
    <message>
        <source>choose another name, or replace it with --force</source>
        <translation>请另选名称，或替换原有的文件</translation>
    </message>
    <message>
        <source>choose another name; on the command line, --force replaces it</source>
        <translation>请另选名称；只有命令行能替换原有的文件</translation>
    </message>
    <message>
        <source>choose another output folder</source>
        <translation>请另选输出文件夹</translation>
    </message>
    <message>
        <source>choose its task in the table</source>
        <translation>请在表中选择其任务</translation>
    </message>
    <message>
        <source>choose one of them, or auto</source>
        <translation>请选择其中之一，或 auto</translation>
    </message>
    <message>
        <source>choose one of them, or give the path of a card (.json)</source>
        <translation>请选择其中之一，或给出模型卡的路径（.json）</translation>
    </message>
    <message>
        <source>choose one of {0}</source>
        <translation>请选择以下之一：{0}</translation>
    </message>
    <message>
        <source>choose one with --series, as info lists them</source>
        <translation>请选择其中一个序列</translation>
    </message>
    <message>
        <source>choose png</source>
        <translation>请选择 png</translation>
    </message>
    <message>
        <source>choose png or tiff</source>
        <translation>请选择 png 或 tiff</translation>
    </message>
    <message>
        <source>choose png or, if it says so, tiff</source>
        <translation>请选择 png，若提示允许也可选择 tiff</translation>
    </message>
    <message>
        <source>choose slices of one volume, or whole volumes</source>
        <translation>请选择同一体数据的若干层，或整个体数据</translation>
    </message>
    <message>
        <source>choose the folder that a training was told to write to</source>
        <translation>请选择训练时指定的输出文件夹</translation>
    </message>
    <message>
        <source>choose the model it was begun with, or another output folder</source>
        <translation>请选择该批开始时所用的模型，或另选输出文件夹</translation>
    </message>
    <message>
        <source>choose tif, and convert the result afterwards if a picture is needed</source>
        <translation>请选择 tif；如需图片，之后再转换结果</translation>
    </message>
    <message>
        <source>choose {0}, or auto</source>
        <translation>请选择 {0}，或“自动”</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>close other programs, or cut the file into parts</source>
        <translation>请关闭其他程序，或将文件切分</translation>
    </message>
    <message>
        <source>close other programs, or restore it with less enlargement or in parts</source>
        <translation>请关闭其他程序，或以较小的放大倍数或分部分复原</translation>
    </message>
    <message>
        <source>close what has it open, and check the folder&apos;s permissions</source>
        <translation>请关闭占用它的程序，并检查文件夹的权限</translation>
    </message>
    <message>
        <source>context_px is not a multiple of what the network halves its input to</source>
        <translation>context_px 不是网络下采样倍数的整数倍</translation>
    </message>
    <message>
        <source>convert it elsewhere with: gdal_translate -co COMPRESS=DEFLATE</source>
        <translation>请用以下命令在别处转换：gdal_translate -co COMPRESS=DEFLATE</translation>
    </message>
    <message>
        <source>convert it first: gdal_translate -of GTiff INPUT OUTPUT.tif</source>
        <translation>请先转换：gdal_translate -of GTiff INPUT OUTPUT.tif</translation>
    </message>
    <message>
        <source>convert it first: gdal_translate -ot Float32, or -ot UInt16 if the values fit</source>
        <translation>请先转换：gdal_translate -ot Float32；若数值范围允许，也可用 -ot UInt16</translation>
    </message>
    <message>
        <source>convert it to 8 or 16 bits per sample first</source>
        <translation>请先转换为每样本 8 位或 16 位</translation>
    </message>
    <message>
        <source>convert it to NIfTI first</source>
        <translation>请先转换为 NIfTI</translation>
    </message>
    <message>
        <source>convert it to RGB first</source>
        <translation>请先转换为 RGB</translation>
    </message>
    <message>
        <source>convert it to RGB first, in a program that knows its colour profile</source>
        <translation>请先用了解其颜色配置文件的程序转换为 RGB</translation>
    </message>
    <message>
        <source>convert it to RGB with a colour-managed program first</source>
        <translation>请先用带色彩管理的程序转换为 RGB</translation>
    </message>
    <message>
        <source>convert it to a volume of real numbers, for example its magnitude, first</source>
        <translation>请先转换为实数体数据，例如其幅值</translation>
    </message>
    <message>
        <source>convert it to float RGB first</source>
        <translation>请先转换为浮点 RGB</translation>
    </message>
    <message>
        <source>convert it to standard range with a colour-managed program first</source>
        <translation>请先用带色彩管理的程序转换为标准动态范围</translation>
    </message>
    <message>
        <source>copy or download the file again</source>
        <translation>请重新复制或下载该文件</translation>
    </message>
    <message>
        <source>copy the image to a file, and give that</source>
        <translation>请将图像复制到文件中，再提供该文件</translation>
    </message>
    <message>
        <source>copy the series again, or remove that file</source>
        <translation>请重新复制该序列，或删除该文件</translation>
    </message>
    <message>
        <source>correct that key; datprl-ir train compact --show prints them all</source>
        <translation>请更正该项；手册的训练一页列出了全部项</translation>
    </message>
    <message>
        <source>correct that line</source>
        <translation>请更正该行</translation>
    </message>
    <message>
        <source>correct the card</source>
        <translation>请更正模型卡</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>已统计</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>cut it into parts, or close other programs</source>
        <translation>请将其切分，或关闭其他程序</translation>
    </message>
    <message>
        <source>cut it into parts, or convert it to a tiled GeoTIFF, which is read in windows</source>
        <translation>请将其切分，或转换为可按窗口读取的分块 GeoTIFF</translation>
    </message>
    <message>
        <source>data.sources names no DATA.toml and no folder of pairs</source>
        <translation>data.sources 未指定 DATA.toml 或图像对文件夹</translation>
    </message>
    <message>
        <source>dataset.json: {0}: {1}</source>
        <translation>dataset.json：{0}：{1}</translation>
    </message>
    <message>
        <source>decay correction</source>
        <translation>衰变校正</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>decompressing</source>
        <translation>正在解压</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>退化</translation>
    </message>
    <message>
        <source>degraded, restored, true</source>
        <translation>退化、复原、真值</translation>
    </message>
    <message>
        <source>describe and embed the data sets of this listing</source>
        <translation>请对此清单中的数据集生成描述和嵌入</translation>
    </message>
    <message>
        <source>descriptions in the file</source>
        <translation>文件中的描述</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>device {0} cannot be used</source>
        <translation>设备 {0} 无法使用</translation>
    </message>
    <message>
        <source>dimension indices</source>
        <translation>维度索引</translation>
    </message>
    <message>
        <source>do not trust it; begin the run again</source>
        <translation>请勿信任它；请重新开始训练</translation>
    </message>
    <message>
        <source>does not describe itself in three numbers of 16 bits</source>
        <translation>没有用三个 16 位数描述自身</translation>
    </message>
    <message>
        <source>download or pack the archive again</source>
        <translation>请重新下载或打包该压缩包</translation>
    </message>
    <message>
        <source>download the 3 mm series, or list the folders as kind folder in DATA.toml</source>
        <translation>请下载 3 mm 序列，或在 DATA.toml 中以 kind = folder 列出这些文件夹</translation>
    </message>
    <message>
        <source>download the release of 200 training and 100 test pairs</source>
        <translation>请下载含 200 对训练图像和 100 对测试图像的版本</translation>
    </message>
    <message>
        <source>download what it refers to, and make the virtual raster from the copies</source>
        <translation>请下载其所引用的内容，并用副本制作虚拟栅格</translation>
    </message>
    <message>
        <source>draw the region within the image</source>
        <translation>请在图像范围内绘制区域</translation>
    </message>
    <message>
        <source>drop a folder with hq and lq, or add one</source>
        <translation>请拖入含有 hq 和 lq 的文件夹，或添加一个</translation>
    </message>
    <message>
        <source>echoes</source>
        <translation>回波</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>encoder and decoder have different numbers of levels</source>
        <translation>编码器与解码器的层级数不同</translation>
    </message>
    <message>
        <source>endless</source>
        <translation>为无限</translation>
    </message>
    <message>
        <source>expand them to colours first: gdal_translate -expand rgb</source>
        <translation>请先扩展为彩色：gdal_translate -expand rgb</translation>
    </message>
    <message>
        <source>export or download the file again</source>
        <translation>请重新导出或下载该文件</translation>
    </message>
    <message>
        <source>export the image again</source>
        <translation>请重新导出该图像</translation>
    </message>
    <message>
        <source>export the image again from its archive</source>
        <translation>请从归档系统重新导出该图像</translation>
    </message>
    <message>
        <source>export the image again from its archive, best with a linear rescale</source>
        <translation>请从归档系统重新导出该图像，最好采用线性重缩放</translation>
    </message>
    <message>
        <source>export the image again from its archive, or convert it to NIfTI</source>
        <translation>请从归档系统重新导出该图像，或转换为 NIfTI</translation>
    </message>
    <message>
        <source>export the image again in a form that follows the standard (PS3.5 8.1.1)</source>
        <translation>请按标准（PS3.5 8.1.1）规定的形式重新导出该图像</translation>
    </message>
    <message>
        <source>export the image with 16-bit pixels, or convert it to NIfTI</source>
        <translation>请以 16 位像素导出该图像，或转换为 NIfTI</translation>
    </message>
    <message>
        <source>export the image with a linear rescale</source>
        <translation>请以线性重缩放导出该图像</translation>
    </message>
    <message>
        <source>export the series as CT, MR or PET images, or convert it to NIfTI</source>
        <translation>请将该序列导出为 CT、MR 或 PET 图像，或转换为 NIfTI</translation>
    </message>
    <message>
        <source>export the series uncompressed, or with JPEG 2000, JPEG-LS or RLE compression</source>
        <translation>请以不压缩或 JPEG 2000、JPEG-LS、RLE 压缩导出该序列</translation>
    </message>
    <message>
        <source>export the source image again from its archive, or convert it to NIfTI</source>
        <translation>请从归档系统重新导出原图，或转换为 NIfTI</translation>
    </message>
    <message>
        <source>fetch or export the file again: it may be truncated</source>
        <translation>请重新获取或导出该文件：它可能不完整</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>found none of {0}</source>
        <translation>未找到以下任何一项：{0}</translation>
    </message>
    <message>
        <source>further images inside the file</source>
        <translation>文件内的其他图像</translation>
    </message>
    <message>
        <source>further windows go with a fixed one</source>
        <translation>附加窗须与固定窗一起使用</translation>
    </message>
    <message>
        <source>georeference beside the photo</source>
        <translation>照片旁的地理参考</translation>
    </message>
    <message>
        <source>give a DICOM file; a changed suffix does not make one</source>
        <translation>请给出 DICOM 文件；更改后缀并不能变成 DICOM</translation>
    </message>
    <message>
        <source>give a folder in which each series is once</source>
        <translation>请给出每个序列只出现一次的文件夹</translation>
    </message>
    <message>
        <source>give a folder or a file with an image series</source>
        <translation>请给出含图像序列的文件夹或文件</translation>
    </message>
    <message>
        <source>give a folder that does</source>
        <translation>请给出含有图像的文件夹</translation>
    </message>
    <message>
        <source>give a folder with dataset.json, hq/ and lq/ (see the handbook, guide)</source>
        <translation>请给出含 dataset.json、hq/ 和 lq/ 的文件夹（见手册指南）</translation>
    </message>
    <message>
        <source>give a grey series, or export the picture as PNG</source>
        <translation>请给出灰度序列，或将该图导出为 PNG</translation>
    </message>
    <message>
        <source>give a ground truth on the grid of the result</source>
        <translation>请给出与结果网格相同的真值</translation>
    </message>
    <message>
        <source>give files of one grey image each</source>
        <translation>请给出每个只含一幅灰度图像的文件</translation>
    </message>
    <message>
        <source>give one of: {0}</source>
        <translation>请给出以下之一：{0}</translation>
    </message>
    <message>
        <source>give that image itself</source>
        <translation>请直接给出该图像</translation>
    </message>
    <message>
        <source>give the amplitude or intensity as a real raster</source>
        <translation>请给出实数栅格形式的幅度或强度</translation>
    </message>
    <message>
        <source>give the conventional reconstruction of the same scan</source>
        <translation>请给出同一扫描的常规重建</translation>
    </message>
    <message>
        <source>give the folder into which the data set was unpacked (see the handbook, data sets)</source>
        <translation>请给出解压数据集的文件夹（见手册“数据集”）</translation>
    </message>
    <message>
        <source>give the folder of a series</source>
        <translation>请给出序列所在的文件夹</translation>
    </message>
    <message>
        <source>give the grey images that it was made from</source>
        <translation>请给出生成它的灰度图像</translation>
    </message>
    <message>
        <source>give the grey or colour raster it was made from</source>
        <translation>请给出生成它的灰度或彩色栅格</translation>
    </message>
    <message>
        <source>give the image that it lies beside</source>
        <translation>请给出它所附属的图像</translation>
    </message>
    <message>
        <source>give the image the labels were drawn on</source>
        <translation>请给出绘制这些标签所依据的图像</translation>
    </message>
    <message>
        <source>give the name of a folder</source>
        <translation>请给出文件夹的名称</translation>
    </message>
    <message>
        <source>give the output folder of a batch, or start a new one</source>
        <translation>请给出某批的输出文件夹，或开始新的批处理</translation>
    </message>
    <message>
        <source>give {0}; or {1}</source>
        <translation>请给出{0}；或{1}</translation>
    </message>
    <message>
        <source>go on with --resume, choose another folder, or remove {0}</source>
        <translation>请继续该批处理，或另选文件夹，或删除 {0}</translation>
    </message>
    <message>
        <source>go on with it by --resume, or name another folder</source>
        <translation>请继续该训练，或指定其他文件夹</translation>
    </message>
    <message>
        <source>go on with its own config.json, or begin another run</source>
        <translation>请用其自身的 config.json 继续，或另起一次训练</translation>
    </message>
    <message>
        <source>header extensions and free texts left out</source>
        <translation>头扩展和自由文本已舍去</translation>
    </message>
    <message>
        <source>hold_out 1 holds out everything; 0 holds out nothing</source>
        <translation>hold_out 为 1 表示全部留出；为 0 表示不留出</translation>
    </message>
    <message>
        <source>holds entries that are no numbers ({0})</source>
        <translation>含有不是数值的项（{0}）</translation>
    </message>
    <message>
        <source>if it is sound, unpack it yourself and give the folder</source>
        <translation>若其完好，请自行解压并给出文件夹</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>image sizes</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>image {0}</source>
        <translation>第 {0} 幅图像</translation>
    </message>
    <message>
        <source>import the model again, or choose another output folder</source>
        <translation>请重新导入该模型，或选择另一个输出文件夹</translation>
    </message>
    <message>
        <source>import the model again, or reinstall the program if it came with it</source>
        <translation>请重新导入该模型；若为随附模型，请重新安装程序</translation>
    </message>
    <message>
        <source>is no sequence of items</source>
        <translation>不是由条目组成的序列</translation>
    </message>
    <message>
        <source>it belongs to another file</source>
        <translation>它属于另一个文件</translation>
    </message>
    <message>
        <source>it changed while the series was being read</source>
        <translation>读取序列时它发生了变化</translation>
    </message>
    <message>
        <source>it claims {0} used bits of {1}</source>
        <translation>它声称 {1} 位中使用了 {0} 位</translation>
    </message>
    <message>
        <source>it could not be listed</source>
        <translation>无法列出其内容</translation>
    </message>
    <message>
        <source>it does not cover the whole result</source>
        <translation>它没有覆盖整个结果</translation>
    </message>
    <message>
        <source>it ended several times and was not started again: run the self-test</source>
        <translation>它多次中止，没有再启动：请运行自检</translation>
    </message>
    <message>
        <source>it ended with code {0}</source>
        <translation>它以代码 {0} 结束</translation>
    </message>
    <message>
        <source>it ends before the description of its pixels</source>
        <translation>它在像素描述之前就结束了</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>它已经存在</translation>
    </message>
    <message>
        <source>it has changed or gone since the series was opened</source>
        <translation>自打开该序列以来，它已改变或消失</translation>
    </message>
    <message>
        <source>it has lost its functional groups, and with them the units of its values</source>
        <translation>它丢失了功能组，数值的单位也随之丢失</translation>
    </message>
    <message>
        <source>it has no DATA.toml, no dataset.json, no known layout, and no two folders such as hq and lq, gt and input, or clear and hazy</source>
        <translation>其中没有 DATA.toml、没有 dataset.json、没有已知的布局，也没有 hq 与 lq、gt 与 input 或 clear 与 hazy 这样的两个文件夹</translation>
    </message>
    <message>
        <source>it has no band {0}</source>
        <translation>它没有波段 {0}</translation>
    </message>
    <message>
        <source>it has no dataset.json, and no two folders such as hq and lq or gt and input</source>
        <translation>其中没有 dataset.json，也没有 hq 与 lq 或 gt 与 input 这样的两个文件夹</translation>
    </message>
    <message>
        <source>it has no field {0}</source>
        <translation>它没有字段 {0}</translation>
    </message>
    <message>
        <source>it has no folder {0}</source>
        <translation>它没有文件夹 {0}</translation>
    </message>
    <message>
        <source>it has no identity (SOP Class and SOP Instance UID) that a result could refer to</source>
        <translation>它没有可供结果引用的标识（SOP Class 和 SOP Instance UID）</translation>
    </message>
    <message>
        <source>it has no readable dataset.json</source>
        <translation>它没有可读的 dataset.json</translation>
    </message>
    <message>
        <source>it has no readable manifest.json</source>
        <translation>它没有可读的 manifest.json</translation>
    </message>
    <message>
        <source>it has no slice at {0}, where {1} has one</source>
        <translation>它在 {0} 处没有层，而 {1} 在该处有</translation>
    </message>
    <message>
        <source>it has not saved its state so far</source>
        <translation>它尚未保存过状态</translation>
    </message>
    <message>
        <source>it has the shape {0}, and only images, volumes and series of volumes are handled</source>
        <translation>它的形状为 {0}，而只能处理图像、体数据和体数据系列</translation>
    </message>
    <message>
        <source>it has {0} bands</source>
        <translation>它有 {0} 个波段</translation>
    </message>
    <message>
        <source>it has {0} bands, not 1 or 3</source>
        <translation>它有 {0} 个波段，不是 1 或 3 个</translation>
    </message>
    <message>
        <source>it has {0} bands, not {1}</source>
        <translation>它有 {0} 个波段，不是 {1} 个</translation>
    </message>
    <message>
        <source>it has {0} planes and lacks number {1}, from 0</source>
        <translation>它有 {0} 层，缺少从 0 数起的第 {1} 层</translation>
    </message>
    <message>
        <source>it has {0} planes, and {1} has {2}</source>
        <translation>它有 {0} 层，而 {1} 有 {2} 层</translation>
    </message>
    <message>
        <source>it has {0} slices, fewer than {1}</source>
        <translation>它有 {0} 层，少于 {1} 层</translation>
    </message>
    <message>
        <source>it has {0} slices, the other {1}</source>
        <translation>它有 {0} 层，另一个有 {1} 层</translation>
    </message>
    <message>
        <source>it holds more than tensors and numbers</source>
        <translation>它含有张量和数值以外的内容</translation>
    </message>
    <message>
        <source>it holds no data behind its preamble</source>
        <translation>前导部分之后没有数据</translation>
    </message>
    <message>
        <source>it holds no images</source>
        <translation>其中没有图像</translation>
    </message>
    <message>
        <source>it holds no table of tensors under params or params_ema</source>
        <translation>params 或 params_ema 下没有张量表</translation>
    </message>
    <message>
        <source>it holds nothing but reduced copies of another image</source>
        <translation>它只含另一幅图像的缩小副本</translation>
    </message>
    <message>
        <source>it holds the values of an ENVI raster</source>
        <translation>它保存的是 ENVI 栅格的数值</translation>
    </message>
    <message>
        <source>it holds {0}</source>
        <translation>其中有 {0}</translation>
    </message>
    <message>
        <source>it holds {0} images; the old release overlaps its own test set</source>
        <translation>其中有 {0} 幅图像；旧版与其自身的测试集重叠</translation>
    </message>
    <message>
        <source>it holds {0} of the {1} bytes its header states</source>
        <translation>头信息注明 {1} 字节，而它只有 {0} 字节</translation>
    </message>
    <message>
        <source>it holds {0} pages, and one at a time is restored</source>
        <translation>它有 {0} 页，而每次只复原一页</translation>
    </message>
    <message>
        <source>it holds {0} planes, not one image</source>
        <translation>它有 {0} 层，不是单幅图像</translation>
    </message>
    <message>
        <source>it holds {0}; L506 is the test, L109 the validation</source>
        <translation>其中有 {0}；L506 为测试，L109 为验证</translation>
    </message>
    <message>
        <source>it is a bilevel raster, with one bit per pixel</source>
        <translation>它是二值栅格，每像素一位</translation>
    </message>
    <message>
        <source>it is a colour image ({0}), and only grey images are restored</source>
        <translation>它是彩色图像（{0}），而只复原灰度图像</translation>
    </message>
    <message>
        <source>it is a file</source>
        <translation>它是一个文件</translation>
    </message>
    <message>
        <source>it is a folder, and a folder is never replaced by a file</source>
        <translation>它是文件夹，而文件夹不会被文件替换</translation>
    </message>
    <message>
        <source>it is a link to a folder</source>
        <translation>它是指向文件夹的链接</translation>
    </message>
    <message>
        <source>it is a multi-energy CT image, whose values need not be Hounsfield units</source>
        <translation>它是多能 CT 图像，其数值未必是亨氏单位（HU）</translation>
    </message>
    <message>
        <source>it is a multi-frame object ({0} frames) and no Enhanced CT, MR or PET</source>
        <translation>它是多帧对象（{0} 帧），且不是增强型 CT、MR 或 PET</translation>
    </message>
    <message>
        <source>it is a {0}, and the result is a {1}</source>
        <translation>它是{0}，而结果是{1}</translation>
    </message>
    <message>
        <source>it is an animation of {0} frames, and one picture at a time is restored</source>
        <translation>它是 {0} 帧的动画，而每次只复原一幅图像</translation>
    </message>
    <message>
        <source>it is an object without an image ({0})</source>
        <translation>它是没有图像的对象（{0}）</translation>
    </message>
    <message>
        <source>it is damaged, or it holds more than tensors and would have to run code</source>
        <translation>它已损坏，或含有张量以外的内容，读取时必须运行代码</translation>
    </message>
    <message>
        <source>it is in another reference system</source>
        <translation>它的坐标参考系不同</translation>
    </message>
    <message>
        <source>it is no TOML: {0}</source>
        <translation>它不是 TOML：{0}</translation>
    </message>
    <message>
        <source>it is no file of settings</source>
        <translation>它不是设置文件</translation>
    </message>
    <message>
        <source>it is no file of text features: {0}</source>
        <translation>它不是文本特征文件：{0}</translation>
    </message>
    <message>
        <source>it is no model of yours: it came with the program, or lies elsewhere</source>
        <translation>它不是您的模型：它随程序提供，或位于别处</translation>
    </message>
    <message>
        <source>it is no ordinary file but a pipe, a socket or a device</source>
        <translation>它不是普通文件，而是管道、套接字或设备</translation>
    </message>
    <message>
        <source>it is no plain array of NumPy ({0})</source>
        <translation>它不是 NumPy 的普通数组（{0}）</translation>
    </message>
    <message>
        <source>it is no whole pickle of an array ({0})</source>
        <translation>它不是完整的数组 pickle（{0}）</translation>
    </message>
    <message>
        <source>it is not KEY=VALUE</source>
        <translation>它不是 KEY=VALUE 的形式</translation>
    </message>
    <message>
        <source>it is not the state of a run</source>
        <translation>它不是训练状态</translation>
    </message>
    <message>
        <source>it is of the kind {0}</source>
        <translation>它的类型为 {0}</translation>
    </message>
    <message>
        <source>it is the header of a pair, and {0}.img is not beside it</source>
        <translation>它是文件对的头文件，而旁边没有 {0}.img</translation>
    </message>
    <message>
        <source>it is too short for the {0} bytes its header states</source>
        <translation>它太短，不足头信息所注明的 {0} 字节</translation>
    </message>
    <message>
        <source>it is {0}</source>
        <translation>它是{0}</translation>
    </message>
    <message>
        <source>it lies in {0}, the folder of the input</source>
        <translation>它位于输入所在的文件夹 {0} 中</translation>
    </message>
    <message>
        <source>it names more places than lengths of image data, or fewer</source>
        <translation>它列出的图像数据位置数与长度数不相等</translation>
    </message>
    <message>
        <source>it names no image</source>
        <translation>它没有指明任何图像</translation>
    </message>
    <message>
        <source>it names tiles of {0}×{1} pixels</source>
        <translation>它指明了 {0}×{1} 像素的分块</translation>
    </message>
    <message>
        <source>it needs {0} of memory even with the smallest tiles, and {1} are free</source>
        <translation>即使用最小的分块也需要 {0} 内存，而可用 {1}</translation>
    </message>
    <message>
        <source>it no longer answered</source>
        <translation>它不再响应</translation>
    </message>
    <message>
        <source>it or its partner has pixels that are no finite numbers</source>
        <translation>它或与其配对的图像含有不是有限数值的像素</translation>
    </message>
    <message>
        <source>it refers to {0}, which is not on this machine</source>
        <translation>它引用了 {0}，而该内容不在本机上</translation>
    </message>
    <message>
        <source>it refers to {0}, which is not there</source>
        <translation>它引用了 {0}，而该文件不存在</translation>
    </message>
    <message>
        <source>it states {0} bands, more than the {1} that are read</source>
        <translation>它声明了 {0} 个波段，超过可读取的 {1} 个</translation>
    </message>
    <message>
        <source>it states {0} frames and describes {1}</source>
        <translation>它声明了 {0} 帧，却描述了 {1} 帧</translation>
    </message>
    <message>
        <source>it was asked to stop</source>
        <translation>已按要求停止</translation>
    </message>
    <message>
        <source>it was begun with it, and the model is not there any more</source>
        <translation>它是用该模型开始的，而该模型已不存在</translation>
    </message>
    <message>
        <source>it was begun with other values of {0}</source>
        <translation>它开始时以下项的取值不同：{0}</translation>
    </message>
    <message>
        <source>it was begun with {0}</source>
        <translation>它开始时的输入为 {0}</translation>
    </message>
    <message>
        <source>it was cut off at its start</source>
        <translation>它刚开始就中断了</translation>
    </message>
    <message>
        <source>it was ended by signal {0}</source>
        <translation>它被信号 {0} 终止</translation>
    </message>
    <message>
        <source>it was named twice</source>
        <translation>它被指定了两次</translation>
    </message>
    <message>
        <source>it was skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>it was started again: try once more, with smaller tiles if memory ran out</source>
        <translation>它已重新启动：请再试一次，若内存不足请用较小的分块</translation>
    </message>
    <message>
        <source>it was written by a newer version ({0}, not {1})</source>
        <translation>它由较新的版本写成（{0}，而非 {1}）</translation>
    </message>
    <message>
        <source>it would be larger than the 4 GB a TIFF photo can be</source>
        <translation>它会超过 TIFF 照片 4 GB 的上限</translation>
    </message>
    <message>
        <source>it would unpack from {0} to {1} bytes, as no image series does</source>
        <translation>它会从 {0} 解压为 {1} 字节，图像序列不会如此</translation>
    </message>
    <message>
        <source>its SUV cannot be computed ({0})</source>
        <translation>无法计算其 SUV（{0}）</translation>
    </message>
    <message>
        <source>its array has the shape {0}, not that of one image</source>
        <translation>其数组形状为 {0}，不是单幅图像的形状</translation>
    </message>
    <message>
        <source>its array has the shape {0}, or values not finite</source>
        <translation>其数组形状为 {0}，或含有非有限数值</translation>
    </message>
    <message>
        <source>its attribute {0} is damaged ({1})</source>
        <translation>其属性 {0} 已损坏（{1}）</translation>
    </message>
    <message>
        <source>its axes are not at right angles</source>
        <translation>其各轴不成直角</translation>
    </message>
    <message>
        <source>its bands are {0} colours</source>
        <translation>其波段为 {0} 颜色</translation>
    </message>
    <message>
        <source>its bands have different types: {0}</source>
        <translation>其波段类型不同：{0}</translation>
    </message>
    <message>
        <source>its card names no weights file beside it</source>
        <translation>其模型卡没有注明随附的权重文件</translation>
    </message>
    <message>
        <source>its card offers {0}</source>
        <translation>其模型卡提供 {0}</translation>
    </message>
    <message>
        <source>its checkpoint is of another network: {0}</source>
        <translation>其检查点属于另一个网络：{0}</translation>
    </message>
    <message>
        <source>its colour space is not RGB or grey</source>
        <translation>其颜色空间既不是 RGB 也不是灰度</translation>
    </message>
    <message>
        <source>its colours are for print (CMYK)</source>
        <translation>其颜色用于印刷（CMYK）</translation>
    </message>
    <message>
        <source>its colours are for print ({0})</source>
        <translation>其颜色用于印刷（{0}）</translation>
    </message>
    <message>
        <source>its compressed data break off ({0})</source>
        <translation>其压缩数据中断（{0}）</translation>
    </message>
    <message>
        <source>its config.json cannot be read: {0}</source>
        <translation>无法读取其 config.json：{0}</translation>
    </message>
    <message>
        <source>its content is no known image format</source>
        <translation>其内容不是已知的图像格式</translation>
    </message>
    <message>
        <source>its content is not DICOM</source>
        <translation>其内容不是 DICOM</translation>
    </message>
    <message>
        <source>its first bytes are not those of a photo</source>
        <translation>其开头的字节不是照片的字节</translation>
    </message>
    <message>
        <source>its first chunk is not a PNG header</source>
        <translation>其第一个数据块不是 PNG 头</translation>
    </message>
    <message>
        <source>its functional groups are damaged ({0})</source>
        <translation>其功能组已损坏（{0}）</translation>
    </message>
    <message>
        <source>its geotransform holds values that are no numbers</source>
        <translation>其地理变换含有不是数值的项</translation>
    </message>
    <message>
        <source>its gradient</source>
        <translation>其梯度</translation>
    </message>
    <message>
        <source>its header cannot be parsed ({0})</source>
        <translation>无法解析其头信息（{0}）</translation>
    </message>
    <message>
        <source>its header holds a value that cannot be encoded ({0})</source>
        <translation>其头信息含有无法编码的值（{0}）</translation>
    </message>
    <message>
        <source>its header holds values that cannot be copied ({0})</source>
        <translation>其头信息含有无法复制的值（{0}）</translation>
    </message>
    <message>
        <source>its header is not that of a NIfTI file</source>
        <translation>其头信息不是 NIfTI 文件的头信息</translation>
    </message>
    <message>
        <source>its header names the unknown type {0}</source>
        <translation>其头信息注明了未知的类型 {0}</translation>
    </message>
    <message>
        <source>its header says the values begin at byte {0}</source>
        <translation>其头信息注明数值始于第 {0} 字节</translation>
    </message>
    <message>
        <source>its header states the size {0}</source>
        <translation>其头信息注明的尺寸为 {0}</translation>
    </message>
    <message>
        <source>its header states {0} dimensions</source>
        <translation>其头信息注明有 {0} 个维度</translation>
    </message>
    <message>
        <source>its header states {0}×{1} pixels</source>
        <translation>其头信息注明 {0}×{1} 像素</translation>
    </message>
    <message>
        <source>its header states {0}×{1} pixels, more than the {2} million that are decoded</source>
        <translation>其头信息注明 {0}×{1} 像素，超过可解码的 {2} 百万</translation>
    </message>
    <message>
        <source>its header, positions and units would be lost</source>
        <translation>其头信息、位置和单位会丢失</translation>
    </message>
    <message>
        <source>its image data cannot be decoded ({0})</source>
        <translation>无法解码其图像数据（{0}）</translation>
    </message>
    <message>
        <source>its image data reach beyond its end</source>
        <translation>其图像数据超出文件末尾</translation>
    </message>
    <message>
        <source>its name says {0} and --format says {1}</source>
        <translation>其名称为 {0}，而所选格式为 {1}</translation>
    </message>
    <message>
        <source>its network is not the one of the configuration</source>
        <translation>其网络与配置中的不同</translation>
    </message>
    <message>
        <source>its pixels do not fit into memory</source>
        <translation>内存容纳不下其像素</translation>
    </message>
    <message>
        <source>its pixels have {0} bits, and only 8 and 16 are read</source>
        <translation>其像素为 {0} 位，而只读取 8 位和 16 位</translation>
    </message>
    <message>
        <source>its pixels need {0} of memory, and {1} are free</source>
        <translation>其像素需要 {0} 内存，而可用 {1}</translation>
    </message>
    <message>
        <source>its pixels take {0} bytes, and a DICOM element holds 2^32 - 2 at most</source>
        <translation>其像素占 {0} 字节，而 DICOM 元素至多容纳 2^32 - 2 字节</translation>
    </message>
    <message>
        <source>its planes, bands, rows and columns are {0}, not {1}</source>
        <translation>其层、波段、行、列为 {0}，不是 {1}</translation>
    </message>
    <message>
        <source>its precision overflowed or its weights are damaged</source>
        <translation>其精度溢出，或权重已损坏</translation>
    </message>
    <message>
        <source>its result needs a temporary file of {0}, and {1} are free in {2}</source>
        <translation>其结果需要 {0} 的临时文件，而 {2} 中可用 {1}</translation>
    </message>
    <message>
        <source>its samples are no whole numbers of up to 16 bits ({0} bits)</source>
        <translation>其样本不是 16 位以内的整数（{0} 位）</translation>
    </message>
    <message>
        <source>its shape is {0}, that of {1} is {2}</source>
        <translation>其形状为 {0}，而 {1} 的形状为 {2}</translation>
    </message>
    <message>
        <source>its shape is {0}, too small to be degraded</source>
        <translation>其形状为 {0}，太小而无法退化</translation>
    </message>
    <message>
        <source>its slices</source>
        <translation>其各层</translation>
    </message>
    <message>
        <source>its slices lie between those of the result</source>
        <translation>其各层位于结果的各层之间</translation>
    </message>
    <message>
        <source>its splits are {0}</source>
        <translation>其划分为 {0}</translation>
    </message>
    <message>
        <source>its state is saved; go on with --resume</source>
        <translation>其状态已保存，可以继续</translation>
    </message>
    <message>
        <source>its table of values (Modality LUT) {0}</source>
        <translation>其数值查找表（Modality LUT）{0}</translation>
    </message>
    <message>
        <source>its tag {0} is no single number</source>
        <translation>其标签 {0} 不是单个数值</translation>
    </message>
    <message>
        <source>its tags contradict each other about the size of the image</source>
        <translation>其标签对图像尺寸的说明相互矛盾</translation>
    </message>
    <message>
        <source>its tensors do not tell the architecture ({0})</source>
        <translation>其张量无法说明网络结构（{0}）</translation>
    </message>
    <message>
        <source>its values are coded for high dynamic range ({0})</source>
        <translation>其数值按高动态范围编码（{0}）</translation>
    </message>
    <message>
        <source>its values are complex numbers</source>
        <translation>其数值为复数</translation>
    </message>
    <message>
        <source>its values are complex numbers ({0})</source>
        <translation>其数值为复数（{0}）</translation>
    </message>
    <message>
        <source>its values are encoded as LogLuv</source>
        <translation>其数值按 LogLuv 编码</translation>
    </message>
    <message>
        <source>its values are floating point numbers of 128 bits</source>
        <translation>其数值为 128 位浮点数</translation>
    </message>
    <message>
        <source>its values are indices into a colour table</source>
        <translation>其数值是颜色表的索引</translation>
    </message>
    <message>
        <source>its values do not lie in the low bits (High Bit {0}, Bits Stored {1})</source>
        <translation>其数值不在低位（High Bit {0}，Bits Stored {1}）</translation>
    </message>
    <message>
        <source>its values go from {0} to {1}, not within 0 to 255</source>
        <translation>其数值从 {0} 到 {1}，不在 0 到 255 之内</translation>
    </message>
    <message>
        <source>its values look like labels, which have no in-between</source>
        <translation>其数值像是标签，标签之间没有中间值</translation>
    </message>
    <message>
        <source>its values pass through a table (Modality LUT), while {0} has a slope and an intercept (PS3.3 C.7.6.16.2.9, C.8.9.4)</source>
        <translation>其数值经过查找表（Modality LUT），而 {0} 应有斜率和截距（PS3.3 C.7.6.16.2.9、C.8.9.4）</translation>
    </message>
    <message>
        <source>its values, {0} to {1}, are fractions, not levels to 255</source>
        <translation>其数值 {0} 到 {1} 是小数，而不是到 255 的灰度级</translation>
    </message>
    <message>
        <source>its version is {0}, not {1}</source>
        <translation>其版本为 {0}，不是 {1}</translation>
    </message>
    <message>
        <source>its voxels are colours or bits, not single values</source>
        <translation>其体素为颜色或比特，不是单个数值</translation>
    </message>
    <message>
        <source>its {0} is {1}, so its values have no meaning</source>
        <translation>其 {0} 为 {1}，因此数值没有意义</translation>
    </message>
    <message>
        <source>jpeg has no transparency and the photo has</source>
        <translation>jpeg 不支持透明，而该照片有透明通道</translation>
    </message>
    <message>
        <source>keep the colour bands and one alpha band</source>
        <translation>请保留颜色波段和一个 alpha 波段</translation>
    </message>
    <message>
        <source>keep the source file in place until its result is written</source>
        <translation>在结果写完之前，请将源文件保留在原处</translation>
    </message>
    <message>
        <source>keep the stored type of the source</source>
        <translation>请保持原图的存储类型</translation>
    </message>
    <message>
        <source>kinds of objects</source>
        <translation>对象类型</translation>
    </message>
    <message>
        <source>known models are {0}</source>
        <translation>已知的模型有 {0}</translation>
    </message>
    <message>
        <source>leave it out, or fill those pixels</source>
        <translation>请去掉它，或填补这些像素</translation>
    </message>
    <message>
        <source>leave one of them out, or rename the folder and describe it again</source>
        <translation>请去掉其中之一，或重命名文件夹后重新生成描述</translation>
    </message>
    <message>
        <source>leave optimiser.minutes out and set optimiser.steps</source>
        <translation>请去掉 optimiser.minutes，改为设置 optimiser.steps</translation>
    </message>
    <message>
        <source>leave out --deidentify; the record holds no coordinates in any case</source>
        <translation>请不要选“去除个人身份”；记录中本来就不含坐标</translation>
    </message>
    <message>
        <source>leave out one of the two</source>
        <translation>请去掉二者之一</translation>
    </message>
    <message>
        <source>leave out the format, so that the result is DICOM again</source>
        <translation>请不要指定格式，使结果仍为 DICOM</translation>
    </message>
    <message>
        <source>leave the inputs out, or choose another output folder</source>
        <translation>请不要给出输入，或另选输出文件夹</translation>
    </message>
    <message>
        <source>leave the number of the series out</source>
        <translation>请不要指定序列编号</translation>
    </message>
    <message>
        <source>leave these options out, or choose another output folder</source>
        <translation>请去掉这些选项，或另选输出文件夹</translation>
    </message>
    <message>
        <source>let it train until it does, or stop it, which saves it</source>
        <translation>请让它继续训练直到保存，或停止训练，停止时会保存</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>第 {0} 行：{1}</translation>
    </message>
    <message>
        <source>list it in a DATA.toml with its task (see the handbook, data sets)</source>
        <translation>请在 DATA.toml 中列出它及其任务（见手册“数据集”）</translation>
    </message>
    <message>
        <source>list it in a DATA.toml with task and window (see the handbook, data sets)</source>
        <translation>请在 DATA.toml 中注明任务和数值窗并列出它（见手册“数据集”）</translation>
    </message>
    <message>
        <source>look at the end of its output, and report it; the last checkpoint is kept</source>
        <translation>请查看其输出的末尾并报告；最后的检查点已保留</translation>
    </message>
    <message>
        <source>look at them with: datprl-ir train --check DATA.toml</source>
        <translation>请用“检查图像对”查看</translation>
    </message>
    <message>
        <source>look at those images, or go on from the last checkpoint with a smaller rate</source>
        <translation>请查看这些图像，或以较小的学习率从最后的检查点继续</translation>
    </message>
    <message>
        <source>make room and go on with --resume</source>
        <translation>请腾出空间后再继续</translation>
    </message>
    <message>
        <source>make room there, or name another folder in the environment variable TMPDIR</source>
        <translation>请在该处腾出空间，或用环境变量 TMPDIR 指定其他文件夹</translation>
    </message>
    <message>
        <source>manifest.json has no {0} of {1}</source>
        <translation>manifest.json 中没有 {1} 的 {0}</translation>
    </message>
    <message>
        <source>meanings of values</source>
        <translation>数值含义</translation>
    </message>
    <message>
        <source>medical images</source>
        <translation>医学图像</translation>
    </message>
    <message>
        <source>memory ran out; the tile was halved to {0} pixels</source>
        <translation>内存不足；分块已减半为 {0} 像素</translation>
    </message>
    <message>
        <source>missing keys: {0}; extra keys: {1}</source>
        <translation>缺少的键：{0}；多余的键：{1}</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>most often memory ran out and the system ended it, or the computer was switched off</source>
        <translation>多半是内存不足被系统终止，或计算机已关机</translation>
    </message>
    <message>
        <source>multi-frame</source>
        <translation>多帧</translation>
    </message>
    <message>
        <source>name another file with --output, or use the same captioner and model</source>
        <translation>请用 --output 指定其他文件，或使用相同的描述器和模型</translation>
    </message>
    <message>
        <source>name another folder</source>
        <translation>请指定其他文件夹</translation>
    </message>
    <message>
        <source>name files or folders</source>
        <translation>请指定文件或文件夹</translation>
    </message>
    <message>
        <source>name one of them</source>
        <translation>请指定其中之一</translation>
    </message>
    <message>
        <source>name one of them, or the path of a TOML file</source>
        <translation>请指定其中之一，或 TOML 文件的路径</translation>
    </message>
    <message>
        <source>name one of {0}</source>
        <translation>请指定以下之一：{0}</translation>
    </message>
    <message>
        <source>name some there, or with --data</source>
        <translation>请在该处指定，或用 --data 指定</translation>
    </message>
    <message>
        <source>name the folder of another run, or begin anew in an empty one</source>
        <translation>请指定其他训练的文件夹，或在空文件夹中重新开始</translation>
    </message>
    <message>
        <source>neither its name nor its images tell the task</source>
        <translation>其名称和图像都不能说明任务</translation>
    </message>
    <message>
        <source>no DICOM images</source>
        <translation>没有 DICOM 图像</translation>
    </message>
    <message>
        <source>no data set of the sources has pairs of it</source>
        <translation>来源中没有数据集含有该任务的图像对</translation>
    </message>
    <message>
        <source>no data set was added</source>
        <translation>尚未添加数据集</translation>
    </message>
    <message>
        <source>no decoder is installed for its transfer syntax {0} ({1})</source>
        <translation>没有安装用于其传输语法 {0}（{1}）的解码器</translation>
    </message>
    <message>
        <source>no degraded image differs from its clean one: is one folder named twice?</source>
        <translation>没有退化图像与其清晰图像不同：是否同一文件夹被指定了两次？</translation>
    </message>
    <message>
        <source>run it again in the precision fp32 (--precision fp32), or verify the model</source>
        <translation>请把精度设为 32 位后再次运行，或验证该模型</translation>
    </message>
    <message>
        <source>tile {0} of {1}</source>
        <translation>第 {0} 个分块，共 {1} 个</translation>
    </message>
    <message>
        <source>unpack it where there is room, and give the folder</source>
        <translation>解压到有空间的位置，然后指定该文件夹</translation>
    </message>
    <message>
        <source>wait until the other program is done with it, or end that one</source>
        <translation>请等待另一个程序处理完毕，或结束那个程序</translation>
    </message>
    <message>
        <source>{0} of memory may be needed, and {1} are free; if it runs out, choose smaller tiles (--tile)</source>
        <translation>可能需要 {0} 内存，而可用 {1}；若内存不足，请选择较小的分块边长</translation>
    </message>
    <message>
        <source>&quot;no description&quot;</source>
        <translation>“无描述”</translation>
    </message>
    <message>
        <source>1 image of {0}</source>
        <translation>1 幅 {0} 的图像</translation>
    </message>
    <message>
        <source>Cannot overwrite a value (at line {0}, column {1})</source>
        <translation>同一个键出现了两次（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Compressed file ended before the end-of-stream marker was reached</source>
        <translation>压缩文件在结束标记之前就中断了</translation>
    </message>
    <message>
        <source>Decay Correction is (none), neither START nor ADMIN.</source>
        <translation>没有注明衰变校正，既不是 START 也不是 ADMIN。</translation>
    </message>
    <message>
        <source>EOF while parsing a list</source>
        <translation>内容在列表中提前结束</translation>
    </message>
    <message>
        <source>EOF while parsing a string</source>
        <translation>内容在字符串中提前结束</translation>
    </message>
    <message>
        <source>EOF while parsing a value</source>
        <translation>内容在值处提前结束</translation>
    </message>
    <message>
        <source>EOF while parsing an object</source>
        <translation>内容在对象中提前结束</translation>
    </message>
    <message>
        <source>Expected &apos;=&apos; after a key in a key/value pair (at end of document)</source>
        <translation>键之后缺少“=”（文件末尾）</translation>
    </message>
    <message>
        <source>Expected &apos;=&apos; after a key in a key/value pair (at line {0}, column {1})</source>
        <translation>键之后缺少“=”（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>Expecting property name enclosed in double quotes: line {0} column {1} (char {2})</source>
        <translation>缺少双引号中的名称：第 {0} 行第 {1} 列（第 {2} 个字符）</translation>
    </message>
    <message>
        <source>Expecting value: line {0} column {1} (char {2})</source>
        <translation>缺少值：第 {0} 行第 {1} 列（第 {2} 个字符）</translation>
    </message>
    <message>
        <source>Expecting {0} delimiter: line {1} column {2} (char {3})</source>
        <translation>缺少分隔符 {0}：第 {1} 行第 {2} 列（第 {3} 个字符）</translation>
    </message>
    <message>
        <source>Extra data: line {0} column {1} (char {2})</source>
        <translation>有多余的内容：第 {0} 行第 {1} 列（第 {2} 个字符）</translation>
    </message>
    <message>
        <source>Invalid JSON: {0} at line {1} column {2}</source>
        <translation>JSON 无效：{0}（第 {1} 行第 {2} 列）</translation>
    </message>
    <message>
        <source>Invalid value (at end of document)</source>
        <translation>值无效（文件末尾）</translation>
    </message>
    <message>
        <source>Invalid value (at line {0}, column {1})</source>
        <translation>值无效（第 {0} 行第 {1} 列）</translation>
    </message>
    <message>
        <source>SUV is not defined for the units (none).</source>
        <translation>没有单位，因而没有定义 SUV。</translation>
    </message>
    <message>
        <source>TIFFFillStrip:Read error at scanline {0}; got {1} bytes, expected {2}</source>
        <translation>第 {0} 行读取出错：读到 {1} 字节，应有 {2} 字节</translation>
    </message>
    <message>
        <source>TIFFFillTile:Read error at row {0}, col {1}, tile {2}; got {3} bytes, expected {4}</source>
        <translation>第 {0} 行第 {1} 列的第 {2} 个分块读取出错：读到 {3} 字节，应有 {4} 字节</translation>
    </message>
    <message>
        <source>The file states no position and orientation; only voxel sizes are known, and the sides of the patient are not marked.</source>
        <translation>文件未说明位置和方向；仅知体素尺寸，因此不标注患者的各个方位。</translation>
    </message>
    <message>
        <source>The number of bytes of pixel data is less than expected ({0} vs {1} bytes) - the dataset may be corrupted, have an invalid group 0028 element value, or the transfer syntax may be incorrect</source>
        <translation>像素数据的字节数少于应有的数量（{0} 对 {1} 字节）：数据集可能已损坏，或其 0028 组的元素或传输语法有误</translation>
    </message>
    <message>
        <source>a DICOM object could not be read</source>
        <translation>无法读取 DICOM 对象</translation>
    </message>
    <message>
        <source>a name without suffix cannot hold {0} picture(s)</source>
        <translation>没有后缀的文件名无法容纳 {0} 幅图像</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>a table of {0} bits to values</source>
        <translation>由 {0} 位转换为数值的查找表</translation>
    </message>
    <message>
        <source>an integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>array</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库是只读的</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>布尔值</translation>
    </message>
    <message>
        <source>choose one of these (--scale)</source>
        <translation>请从中选择放大倍数</translation>
    </message>
    <message>
        <source>choose the task automatically (--task auto), or give the original file instead of a picture of it</source>
        <translation>请把任务设为“自动”，或给出原始文件而非其图片</translation>
    </message>
    <message>
        <source>close other programs that use the device, or choose the processor (--device cpu)</source>
        <translation>请关闭使用该设备的其他程序，或改用 CPU</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库文件已损坏</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>数据库被占用</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>数据库或磁盘已满</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>该文件不是数据库</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>it is an input, or a result of the same command, and neither is ever replaced</source>
        <translation>它是输入，或是同一命令的结果，而两者绝不会被替换</translation>
    </message>
    <message>
        <source>known models are none</source>
        <translation>没有已知的模型</translation>
    </message>
    <message>
        <source>no file in it is a DICOM image</source>
        <translation>其中没有文件是 DICOM 图像</translation>
    </message>
    <message>
        <source>no input was named</source>
        <translation>没有指定输入</translation>
    </message>
    <message>
        <source>no results were written to {0}</source>
        <translation>没有向 {0} 写入结果</translation>
    </message>
    <message>
        <source>no run was begun in {0}</source>
        <translation>没有在 {0} 中开始训练</translation>
    </message>
    <message>
        <source>no suffix</source>
        <translation>无后缀</translation>
    </message>
    <message>
        <source>no training was begun in {0}</source>
        <translation>没有在 {0} 中开始训练</translation>
    </message>
    <message>
        <source>none of their keys is that of a training image, such as {0}</source>
        <translation>其中没有一个键属于训练图像，例如 {0}</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>nothing says what its images are of</source>
        <translation>没有说明其图像属于何种任务</translation>
    </message>
    <message>
        <source>nothing says what its pixels mean</source>
        <translation>没有说明其像素的含义</translation>
    </message>
    <message>
        <source>nothing was being worked on</source>
        <translation>当时没有在处理任何内容</translation>
    </message>
    <message>
        <source>nothing was written; start it again when you like</source>
        <translation>没有写入任何内容；可随时重新开始</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>of its {0} volumes none falls to that split</source>
        <translation>其 {0} 个体数据中没有一个属于该划分</translation>
    </message>
    <message>
        <source>of unknown kind</source>
        <translation>类型未知</translation>
    </message>
    <message>
        <source>one of its sub-folders</source>
        <translation>其子文件夹之一</translation>
    </message>
    <message>
        <source>only a GeoTIFF keeps its coordinates, nodata and band values</source>
        <translation>只有 GeoTIFF 能保留其坐标、无数据值和波段数值</translation>
    </message>
    <message>
        <source>only folders and archives of DICOM images hold series</source>
        <translation>只有 DICOM 图像的文件夹和压缩包才含有序列</translation>
    </message>
    <message>
        <source>only imported models can be deleted</source>
        <translation>只有导入的模型才能删除</translation>
    </message>
    <message>
        <source>only scenes in one patient frame or on one map can be resampled</source>
        <translation>只有处于同一患者坐标系或同一地图中的图像才能重采样</translation>
    </message>
    <message>
        <source>only scouts (localizers)</source>
        <translation>仅有定位像</translation>
    </message>
    <message>
        <source>open it in a program that knows it, and save it as PNG or TIFF</source>
        <translation>请用能识别它的程序打开，并另存为 PNG 或 TIFF</translation>
    </message>
    <message>
        <source>open the series again</source>
        <translation>请重新打开该序列</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>ordinary photos</source>
        <translation>普通照片</translation>
    </message>
    <message>
        <source>orientation {0}</source>
        <translation>方向 {0}</translation>
    </message>
    <message>
        <source>orientations</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>part of the file did not arrive on the disk</source>
        <translation>文件的一部分没有写入磁盘</translation>
    </message>
    <message>
        <source>photos are not written as files without suffix</source>
        <translation>照片不能写成没有后缀的文件</translation>
    </message>
    <message>
        <source>photos are not written as {0}</source>
        <translation>照片不能写成 {0}</translation>
    </message>
    <message>
        <source>pick the bands first: gdal_translate -b 1 -b 2 ...</source>
        <translation>请先选取波段：gdal_translate -b 1 -b 2 ...</translation>
    </message>
    <message>
        <source>pixel spacings</source>
        <translation>像素间距</translation>
    </message>
    <message>
        <source>pixel types</source>
        <translation>像素类型</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>plane</source>
        <translation>层</translation>
    </message>
    <message>
        <source>plane {0} of {1}</source>
        <translation>第 {0} 层，共 {1} 层</translation>
    </message>
    <message>
        <source>precision {0} cannot be used</source>
        <translation>精度 {0} 无法使用</translation>
    </message>
    <message>
        <source>prepare it again</source>
        <translation>请重新准备</translation>
    </message>
    <message>
        <source>processes cannot make batches of images that are on the device</source>
        <translation>图像位于设备上时，进程无法生成批</translation>
    </message>
    <message>
        <source>put both files of the pair into the same folder</source>
        <translation>请将文件对的两个文件放在同一文件夹中</translation>
    </message>
    <message>
        <source>put clean images into hq and degraded ones of the same names into lq below it</source>
        <translation>请将清晰图像放入 hq，将同名的退化图像放入 lq，两者都在该文件夹下</translation>
    </message>
    <message>
        <source>put that file back where it was, or make the virtual raster again</source>
        <translation>请将该文件放回原处，或重新制作虚拟栅格</translation>
    </message>
    <message>
        <source>put the run folder on a disk that all machines see, at one path</source>
        <translation>请将训练文件夹放在所有机器以同一路径可见的磁盘上</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>reinstall the program, and report it</source>
        <translation>请重新安装程序，并报告此问题</translation>
    </message>
    <message>
        <source>remove it to begin anew; results that are there are kept</source>
        <translation>请删除它以重新开始；已有的结果会保留</translation>
    </message>
    <message>
        <source>remove its line and describe the image again</source>
        <translation>请删除其所在行，并重新描述该图像</translation>
    </message>
    <message>
        <source>remove the line, or write another file with datprl-ir describe</source>
        <translation>请删除该行，或用 datprl-ir describe 另写一个文件</translation>
    </message>
    <message>
        <source>repair it, or remove it first: gdal_edit.py -unsetgt</source>
        <translation>请修复它，或先将其删除：gdal_edit.py -unsetgt</translation>
    </message>
    <message>
        <source>repair the file, or take the pair out of the set</source>
        <translation>请修复该文件，或将该图像对移出数据集</translation>
    </message>
    <message>
        <source>report it with its details; the other images are not affected</source>
        <translation>请连同详情一起报告；其他图像不受影响</translation>
    </message>
    <message>
        <source>report it; the other inputs are not affected</source>
        <translation>请报告此问题；其他输入不受影响</translation>
    </message>
    <message>
        <source>restore all planes, or choose scale 1</source>
        <translation>请复原所有层，或选择放大倍数 1</translation>
    </message>
    <message>
        <source>restore card and weights from one distribution, or import the model again</source>
        <translation>请从同一发行版恢复模型卡和权重，或重新导入该模型</translation>
    </message>
    <message>
        <source>restore it alone, with smaller tiles, or leave it out</source>
        <translation>请用较小的分块单独复原它，或将其略去</translation>
    </message>
    <message>
        <source>restore it first</source>
        <translation>请先复原该图像</translation>
    </message>
    <message>
        <source>restore it with another model, or let the model be chosen automatically</source>
        <translation>请用其他模型复原，或让程序自动选择模型</translation>
    </message>
    <message>
        <source>restore it without enlarging, or export the source as classic DICOM</source>
        <translation>请在不放大的情况下复原，或将原图导出为经典 DICOM</translation>
    </message>
    <message>
        <source>restore the file from the distribution, or import the model again</source>
        <translation>请从发行版恢复该文件，或重新导入该模型</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>已复原</translation>
    </message>
    <message>
        <source>restored in {0} s</source>
        <translation>复原用时 {0} 秒</translation>
    </message>
    <message>
        <source>restormer has three encoder levels and four numbers of heads</source>
        <translation>restormer 有三个编码器层级和四个注意力头数</translation>
    </message>
    <message>
        <source>results cannot be named {0}</source>
        <translation>结果不能命名为 {0}</translation>
    </message>
    <message>
        <source>resume it, which goes on from its last checkpoint; where it dies again, train with a smaller preset</source>
        <translation>请恢复训练，它会从最后的检查点继续；若再次中止，请用较小的预设训练</translation>
    </message>
    <message>
        <source>resume that one, or name another folder</source>
        <translation>请恢复该训练，或指定其他文件夹</translation>
    </message>
    <message>
        <source>run.workers is set, and data.cache is device</source>
        <translation>已设置 run.workers，而 data.cache 为 device</translation>
    </message>
    <message>
        <source>satellite and aerial scenes</source>
        <translation>卫星和航空影像</translation>
    </message>
    <message>
        <source>save it as PNG first</source>
        <translation>请先另存为 PNG</translation>
    </message>
    <message>
        <source>save the frame that you want as a file of its own first</source>
        <translation>请先将所需的帧另存为单独的文件</translation>
    </message>
    <message>
        <source>save the page that you want as a file of its own first</source>
        <translation>请先将所需的页另存为单独的文件</translation>
    </message>
    <message>
        <source>save the picture, or the frame of it that you want, as PNG first</source>
        <translation>请先将该图像或所需的帧另存为 PNG</translation>
    </message>
    <message>
        <source>see whether disk or memory are full, and try again</source>
        <translation>请查看磁盘或内存是否已满，然后重试</translation>
    </message>
    <message>
        <source>see whether the disk is full, and try again</source>
        <translation>请查看磁盘是否已满，然后重试</translation>
    </message>
    <message>
        <source>send the image through an archive that gives it one, or convert it to NIfTI</source>
        <translation>请通过能赋予标识的归档系统传送该图像，或转换为 NIfTI</translation>
    </message>
    <message>
        <source>series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>set a smaller sampling.batch or sampling.patch</source>
        <translation>请减小 sampling.batch 或 sampling.patch</translation>
    </message>
    <message>
        <source>set data.cache = &quot;memory&quot;, or leave run.workers out</source>
        <translation>请设置 data.cache = &quot;memory&quot;，或去掉 run.workers</translation>
    </message>
    <message>
        <source>set net to that of its card (datprl-ir models info), or leave start out</source>
        <translation>请将 net 设为其模型卡中的网络（datprl-ir models info），或去掉 start</translation>
    </message>
    <message>
        <source>set sampling.batch to a multiple of the number of processes</source>
        <translation>请将 sampling.batch 设为进程数的整数倍</translation>
    </message>
    <message>
        <source>several processes cannot share a wall-clock budget</source>
        <translation>多个进程无法共用以时间计的预算</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>有符号</translation>
    </message>
    <message>
        <source>single images</source>
        <translation>单幅图像</translation>
    </message>
    <message>
        <source>slice {0}</source>
        <translation>第 {0} 层</translation>
    </message>
    <message>
        <source>some character in it is not allowed in the name of a file</source>
        <translation>其中某个字符不允许用于文件名</translation>
    </message>
    <message>
        <source>some of its numbers are not finite</source>
        <translation>其中有些数不是有限数值</translation>
    </message>
    <message>
        <source>some of its planes cannot be enlarged without the others</source>
        <translation>其中有些层不能脱离其他层单独放大</translation>
    </message>
    <message>
        <source>some of its values stand for colours (Supplemental Palette Color), not intensities</source>
        <translation>其中有些数值表示颜色（Supplemental Palette Color），不是强度</translation>
    </message>
    <message>
        <source>something is wrong: see above</source>
        <translation>有问题：见上文</translation>
    </message>
    <message>
        <source>split it into volumes first</source>
        <translation>请先将其拆分为体数据</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>堆栈</translation>
    </message>
    <message>
        <source>states entries of {0} bits and holds {1}</source>
        <translation>声明每项 {0} 位，却含有 {1}</translation>
    </message>
    <message>
        <source>states entries of {0} bits, not 8 or 16</source>
        <translation>声明每项 {0} 位，不是 8 或 16 位</translation>
    </message>
    <message>
        <source>states {0} entries of {1} bits and has {2} bytes</source>
        <translation>声明 {0} 项，每项 {1} 位，却有 {2} 字节</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>take one of the two files out of the folder</source>
        <translation>请从文件夹中移走两个文件之一</translation>
    </message>
    <message>
        <source>take the file from its source again, and do not open it with other programs</source>
        <translation>请从来源处重新获取该文件，且不要用其他程序打开它</translation>
    </message>
    <message>
        <source>tasks without other windows: {0}</source>
        <translation>没有其他数值窗的任务：{0}</translation>
    </message>
    <message>
        <source>the PNG file ends before its last chunk</source>
        <translation>PNG 文件在最后一个数据块之前就结束了</translation>
    </message>
    <message>
        <source>the batch cannot go on without the model {0}</source>
        <translation>没有模型 {0}，批处理无法继续</translation>
    </message>
    <message>
        <source>the batch in {0} cannot go on with another model</source>
        <translation>{0} 中的批处理不能用另一个模型继续</translation>
    </message>
    <message>
        <source>the batch in {0} cannot go on with other inputs</source>
        <translation>{0} 中的批处理不能用其他输入继续</translation>
    </message>
    <message>
        <source>the batch in {0} cannot go on with other options</source>
        <translation>{0} 中的批处理不能用其他选项继续</translation>
    </message>
    <message>
        <source>the card {0} could not be read</source>
        <translation>无法读取模型卡 {0}</translation>
    </message>
    <message>
        <source>the card {0} is not valid</source>
        <translation>模型卡 {0} 无效</translation>
    </message>
    <message>
        <source>the channels of a level are not divisible by its heads</source>
        <translation>某层级的通道数不能被其注意力头数整除</translation>
    </message>
    <message>
        <source>the checkpoint could not be read as a released network</source>
        <translation>无法将该检查点读作已发布的网络</translation>
    </message>
    <message>
        <source>the checkpoint does not fit a released network</source>
        <translation>该检查点与已发布的网络不符</translation>
    </message>
    <message>
        <source>the checkpoint {0} cannot be read</source>
        <translation>无法读取检查点 {0}</translation>
    </message>
    <message>
        <source>the checkpoint {0} cannot be used</source>
        <translation>检查点 {0} 无法使用</translation>
    </message>
    <message>
        <source>the checkpoint {0} was not read</source>
        <translation>没有读取检查点 {0}</translation>
    </message>
    <message>
        <source>the checksum differs from the card&apos;s: the file is damaged or was changed</source>
        <translation>校验和与模型卡不同：文件已损坏或被更改</translation>
    </message>
    <message>
        <source>the configuration {0} could not be read</source>
        <translation>无法读取配置 {0}</translation>
    </message>
    <message>
        <source>the configuration {0} is no TOML</source>
        <translation>配置 {0} 不是 TOML</translation>
    </message>
    <message>
        <source>the configuration {0} is not valid</source>
        <translation>配置 {0} 无效</translation>
    </message>
    <message>
        <source>the data sets of the sources have no pairs</source>
        <translation>来源的数据集中没有图像对</translation>
    </message>
    <message>
        <source>the descriptions {0} could not be read</source>
        <translation>无法读取描述文件 {0}</translation>
    </message>
    <message>
        <source>the descriptions {0} could not be written</source>
        <translation>无法写入描述文件 {0}</translation>
    </message>
    <message>
        <source>the device&apos;s memory does not suffice</source>
        <translation>设备内存不足</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>该文件</translation>
    </message>
    <message>
        <source>the file does not say enough</source>
        <translation>文件提供的信息不足</translation>
    </message>
    <message>
        <source>the file ends before they do</source>
        <translation>文件在像素数据结束之前就结束了</translation>
    </message>
    <message>
        <source>the file ends within the header</source>
        <translation>文件在头信息内就结束了</translation>
    </message>
    <message>
        <source>the file has no descriptions</source>
        <translation>文件中没有描述</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file is empty or locked, so a slice of the series is missing</source>
        <translation>文件为空或被锁定，因此序列缺少一层</translation>
    </message>
    <message>
        <source>the folder holds {0}, which is no result of this program</source>
        <translation>文件夹中有 {0}，它不是本程序的结果</translation>
    </message>
    <message>
        <source>the folder {0} may not be written to</source>
        <translation>不允许写入文件夹 {0}</translation>
    </message>
    <message>
        <source>the half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>the header of an ENVI raster</source>
        <translation>ENVI 栅格的头文件</translation>
    </message>
    <message>
        <source>the image being worked on was not finished</source>
        <translation>当时正在处理的图像没有完成</translation>
    </message>
    <message>
        <source>the image has no rows or no columns</source>
        <translation>图像没有行或没有列</translation>
    </message>
    <message>
        <source>the image was not restored yet, or its result was removed</source>
        <translation>图像尚未复原，或其结果已被移除</translation>
    </message>
    <message>
        <source>the images it was begun with are not those that are there now</source>
        <translation>开始时所用的图像与现有的不同</translation>
    </message>
    <message>
        <source>the injected dose</source>
        <translation>注射剂量</translation>
    </message>
    <message>
        <source>the input {0} lies in it, and inputs are never replaced</source>
        <translation>输入 {0} 位于其中，而输入绝不会被替换</translation>
    </message>
    <message>
        <source>the job could not be finished</source>
        <translation>任务未能完成</translation>
    </message>
    <message>
        <source>the journal of the batch in {0} cannot be written</source>
        <translation>无法写入 {0} 中批处理的日志</translation>
    </message>
    <message>
        <source>the log of {0} could not be written</source>
        <translation>无法写入 {0} 的日志</translation>
    </message>
    <message>
        <source>the loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>the lower edge of a window is not below its upper edge</source>
        <translation>数值窗的下限不低于其上限</translation>
    </message>
    <message>
        <source>the mean of their gradients is that of the batch only if the shares are equal</source>
        <translation>只有各份相等时，各进程梯度的平均值才等于该批的梯度</translation>
    </message>
    <message>
        <source>the model offers {0}</source>
        <translation>模型提供 {0}</translation>
    </message>
    <message>
        <source>the model returned values that are no numbers</source>
        <translation>模型返回了不是数值的结果</translation>
    </message>
    <message>
        <source>the model was not trained on {0}; its card does not cover this result</source>
        <translation>模型没有用 {0} 训练过；其模型卡不涵盖此结果</translation>
    </message>
    <message>
        <source>the model {0} cannot be verified</source>
        <translation>无法验证模型 {0}</translation>
    </message>
    <message>
        <source>the model {0} cannot restore</source>
        <translation>模型 {0} 无法复原</translation>
    </message>
    <message>
        <source>the model {0} was not trained on {1}</source>
        <translation>模型 {0} 没有用{1}训练过</translation>
    </message>
    <message>
        <source>the model {0}, preferred for {1}, is not there any more; {2} was used instead</source>
        <translation>为{1}设定的首选模型 {0} 已不存在；已改用 {2}</translation>
    </message>
    <message>
        <source>the name ends neither in .nii.gz nor in .nii</source>
        <translation>名称既不以 .nii.gz 也不以 .nii 结尾</translation>
    </message>
    <message>
        <source>the number of rows or columns is missing</source>
        <translation>缺少行数或列数</translation>
    </message>
    <message>
        <source>the overlap is not smaller than the tile</source>
        <translation>重叠不小于分块</translation>
    </message>
    <message>
        <source>the part of the program that computes has ended, and {0}</source>
        <translation>负责计算的进程已中止，{0}</translation>
    </message>
    <message>
        <source>the patient&apos;s weight</source>
        <translation>患者体重</translation>
    </message>
    <message>
        <source>the pickle asks for {0}, which no array needs</source>
        <translation>该 pickle 要求 {0}，数组并不需要它</translation>
    </message>
    <message>
        <source>the pickle holds no array of numbers but {0}</source>
        <translation>该 pickle 保存的不是数值数组，而是 {0}</translation>
    </message>
    <message>
        <source>the pixels of {0} could not be decoded</source>
        <translation>无法解码 {0} 的像素</translation>
    </message>
    <message>
        <source>the presets are {0}</source>
        <translation>预设有 {0}</translation>
    </message>
    <message>
        <source>the process was not started</source>
        <translation>进程没有启动</translation>
    </message>
    <message>
        <source>the processes do not see the same run</source>
        <translation>各进程看到的训练不一致</translation>
    </message>
    <message>
        <source>the profile of {0} is not of {1} and {2} prompts</source>
        <translation>{0} 的参考分布不是由 {1} 个和 {2} 个提示组成</translation>
    </message>
    <message>
        <source>the program ended {0} times while it worked on it</source>
        <translation>处理它时程序中止了 {0} 次</translation>
    </message>
    <message>
        <source>the program made a mistake</source>
        <translation>程序出现错误</translation>
    </message>
    <message>
        <source>the program made a mistake: {0}</source>
        <translation>程序出现错误：{0}</translation>
    </message>
    <message>
        <source>the reference {0} does not fit {1}</source>
        <translation>参考图像 {0} 与 {1} 不匹配</translation>
    </message>
    <message>
        <source>the region of {0} was not restored</source>
        <translation>{0} 的区域没有复原</translation>
    </message>
    <message>
        <source>the result of {0} could not be written</source>
        <translation>无法写入 {0} 的结果</translation>
    </message>
    <message>
        <source>the result of {0} frames could not be written</source>
        <translation>无法写入 {0} 帧的结果</translation>
    </message>
    <message>
        <source>the result of {0} is a folder, as the input is</source>
        <translation>{0} 的结果与输入一样是文件夹</translation>
    </message>
    <message>
        <source>the run in {0} cannot go on</source>
        <translation>{0} 中的训练无法继续</translation>
    </message>
    <message>
        <source>the run in {0} cannot go on so</source>
        <translation>{0} 中的训练不能这样继续</translation>
    </message>
    <message>
        <source>the run in {0} has no model yet</source>
        <translation>{0} 中的训练还没有模型</translation>
    </message>
    <message>
        <source>the run was cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>the same command goes on with {0}</source>
        <translation>用同一命令可从 {0} 继续</translation>
    </message>
    <message>
        <source>the settings could not be read: {0}</source>
        <translation>无法读取设置：{0}</translation>
    </message>
    <message>
        <source>the settings could not be saved: {0}</source>
        <translation>无法保存设置：{0}</translation>
    </message>
    <message>
        <source>the settings were not usable ({0}); the defaults are used, and {1} keeps them</source>
        <translation>设置不可用（{0}）；已改用默认值，原设置保留在 {1}</translation>
    </message>
    <message>
        <source>the slices of the result</source>
        <translation>结果的各层</translation>
    </message>
    <message>
        <source>the system ended it, most often because memory ran out</source>
        <translation>系统将其终止，多半是因为内存不足</translation>
    </message>
    <message>
        <source>the task is {0}</source>
        <translation>任务是{0}</translation>
    </message>
    <message>
        <source>the task needs values in {0}, the file holds {1}</source>
        <translation>该任务需要以 {0} 为单位的数值，而文件中为 {1}</translation>
    </message>
    <message>
        <source>the tasks are {0}</source>
        <translation>任务有 {0}</translation>
    </message>
    <message>
        <source>the text features {0} are of other images</source>
        <translation>文本特征 {0} 属于其他图像</translation>
    </message>
    <message>
        <source>the text features {0} cannot be used</source>
        <translation>文本特征 {0} 无法使用</translation>
    </message>
    <message>
        <source>the training cannot start from {0}</source>
        <translation>训练不能从 {0} 开始</translation>
    </message>
    <message>
        <source>the training ended by a mistake of the program</source>
        <translation>训练因程序错误而中止</translation>
    </message>
    <message>
        <source>the training ended without a word</source>
        <translation>训练无故中止</translation>
    </message>
    <message>
        <source>the training stopped at step {0}</source>
        <translation>训练停在第 {0} 步</translation>
    </message>
    <message>
        <source>the truth is in {0} and was taken as {1}</source>
        <translation>真值的单位为 {0}，已按 {1} 处理</translation>
    </message>
    <message>
        <source>the truth lies on another grid and was resampled onto that of the result</source>
        <translation>真值的网格不同，已重采样到结果的网格</translation>
    </message>
    <message>
        <source>the weights of {0} are not those it was begun with</source>
        <translation>{0} 的权重与开始时所用的不同</translation>
    </message>
    <message>
        <source>the weights of {0} do not fit its architecture</source>
        <translation>{0} 的权重与其网络结构不符</translation>
    </message>
    <message>
        <source>the weights {0} are not those of the card</source>
        <translation>权重 {0} 与模型卡不符</translation>
    </message>
    <message>
        <source>the weights {0} could not be read</source>
        <translation>无法读取权重 {0}</translation>
    </message>
    <message>
        <source>the weights {0} were not used</source>
        <translation>没有使用权重 {0}</translation>
    </message>
    <message>
        <source>the window is empty: {0} to {1}</source>
        <translation>数值窗为空：{0} 到 {1}</translation>
    </message>
    <message>
        <source>the window of {0} is {1}: {2} to {3}</source>
        <translation>{0} 的数值窗{1}：{2} 到 {3}</translation>
    </message>
    <message>
        <source>their SHA-256 is {0}…, and the card states {1}…</source>
        <translation>其 SHA-256 为 {0}…，而模型卡注明 {1}…</translation>
    </message>
    <message>
        <source>their clocks differ, and so would their learning rates</source>
        <translation>它们的时钟不同，学习率也会不同</translation>
    </message>
    <message>
        <source>there are eight turns</source>
        <translation>共有八种翻转与旋转</translation>
    </message>
    <message>
        <source>there are no images in hq/</source>
        <translation>hq/ 中没有图像</translation>
    </message>
    <message>
        <source>there is a model {0} already</source>
        <translation>已有名为 {0} 的模型</translation>
    </message>
    <message>
        <source>there is no 3 mm series of {0} in {1} dose</source>
        <translation>没有 {0} 的 {1} 剂量 3 mm 序列</translation>
    </message>
    <message>
        <source>there is no ground truth of that name in {0}</source>
        <translation>{0} 中没有该名称的真值</translation>
    </message>
    <message>
        <source>there is no model {0}</source>
        <translation>没有模型 {0}</translation>
    </message>
    <message>
        <source>there is no pixel data</source>
        <translation>没有像素数据</translation>
    </message>
    <message>
        <source>there is no preset {0}</source>
        <translation>没有预设 {0}</translation>
    </message>
    <message>
        <source>there is no result</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有该文件</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有该文件夹</translation>
    </message>
    <message>
        <source>there is no such layout</source>
        <translation>没有该布局</translation>
    </message>
    <message>
        <source>there is no task {0}</source>
        <translation>没有任务 {0}</translation>
    </message>
    <message>
        <source>there is no task {0}; name one of {1}</source>
        <translation>没有任务 {0}；请指定以下之一：{1}</translation>
    </message>
    <message>
        <source>there is no {0} image of the name {1}</source>
        <translation>没有该名称的{0}图像：{1}</translation>
    </message>
    <message>
        <source>there is no {0} in it</source>
        <translation>其中没有 {0}</translation>
    </message>
    <message>
        <source>there is nothing of that name</source>
        <translation>没有该名称的内容</translation>
    </message>
    <message>
        <source>there is nothing to encode</source>
        <translation>没有可编码的内容</translation>
    </message>
    <message>
        <source>there is nothing to restore</source>
        <translation>没有可复原的内容</translation>
    </message>
    <message>
        <source>there is nothing to train on</source>
        <translation>没有可供训练的内容</translation>
    </message>
    <message>
        <source>there is nothing to train {0} on</source>
        <translation>没有可供 {0} 训练的内容</translation>
    </message>
    <message>
        <source>these were found: {0}</source>
        <translation>找到以下内容：{0}</translation>
    </message>
    <message>
        <source>they state a length beyond all memory</source>
        <translation>它们声明的长度超过任何内存</translation>
    </message>
    <message>
        <source>this computer offers {0}</source>
        <translation>本机提供 {0}</translation>
    </message>
    <message>
        <source>this one would go on from step {0}, another from another</source>
        <translation>此进程将从第 {0} 步继续，另一进程则从别的步继续</translation>
    </message>
    <message>
        <source>times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>top_k exceeds the number of prompts in the pool</source>
        <translation>top_k 超过池中的提示数</translation>
    </message>
    <message>
        <source>train it, or choose another model</source>
        <translation>请训练它，或选择其他模型</translation>
    </message>
    <message>
        <source>transparency is never restored</source>
        <translation>透明通道不会被复原</translation>
    </message>
    <message>
        <source>two of the files describe an image of that key</source>
        <translation>有两个文件描述了该键的图像</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>unknown tasks: {0}</source>
        <translation>未知的任务：{0}</translation>
    </message>
    <message>
        <source>unpack all 578 volumes</source>
        <translation>请解压全部 578 个体数据</translation>
    </message>
    <message>
        <source>unpack it with the password, and give the folder</source>
        <translation>请用密码解压，并给出文件夹</translation>
    </message>
    <message>
        <source>unpack it, and give the folder</source>
        <translation>请先解压，再选择其文件夹</translation>
    </message>
    <message>
        <source>unpack the data set again</source>
        <translation>请重新解压数据集</translation>
    </message>
    <message>
        <source>unpack the data set again, or take the lonely images out</source>
        <translation>请重新解压数据集，或移走没有配对的图像</translation>
    </message>
    <message>
        <source>unpack the data set again; blur_gamma does not stand in for blur</source>
        <translation>请重新解压数据集；blur_gamma 不能代替 blur</translation>
    </message>
    <message>
        <source>unpack the data set again; its split is in resources/splits</source>
        <translation>请重新解压数据集；其划分位于 resources/splits</translation>
    </message>
    <message>
        <source>unpack the data set again; suffixes looked for: {0}</source>
        <translation>请重新解压数据集；查找的后缀为 {0}</translation>
    </message>
    <message>
        <source>unpack the missing patients</source>
        <translation>请解压缺少的患者</translation>
    </message>
    <message>
        <source>unpack the patient again</source>
        <translation>请重新解压该患者</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>正在解包</translation>
    </message>
    <message>
        <source>unsigned</source>
        <translation>无符号</translation>
    </message>
    <message>
        <source>use a checkpoint of the released DATPRL-IR networks</source>
        <translation>请使用已发布的 DATPRL-IR 网络的检查点</translation>
    </message>
    <message>
        <source>use a checkpoint of the released DATPRL-IR networks, unchanged</source>
        <translation>请使用未经改动的已发布 DATPRL-IR 网络检查点</translation>
    </message>
    <message>
        <source>use one of {0}</source>
        <translation>请使用以下之一：{0}</translation>
    </message>
    <message>
        <source>use small letters, digits, dot, dash and underscore</source>
        <translation>请使用小写字母、数字、点、连字符和下划线</translation>
    </message>
    <message>
        <source>use the checkpoint as the authors released it</source>
        <translation>请使用作者发布的原样检查点</translation>
    </message>
    <message>
        <source>use the version of the program that wrote it, or remove it to begin anew</source>
        <translation>请使用写成它的程序版本，或将其删除以重新开始</translation>
    </message>
    <message>
        <source>use {0}, as in {name}-{number:03}</source>
        <translation>请使用 {0}，例如 {name}-{number:03}</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>values from {0} to {1}, those of some clean images</source>
        <translation>数值范围 {0} 至 {1}，取自部分清晰图像</translation>
    </message>
    <message>
        <source>values in {0} were taken as {1}</source>
        <translation>以 {0} 为单位的数值已按 {1} 处理</translation>
    </message>
    <message>
        <source>values of {0}</source>
        <translation>{0} 的取值</translation>
    </message>
    <message>
        <source>volume {0} {1}</source>
        <translation>体数据 {0} {1}</translation>
    </message>
    <message>
        <source>voxel sizes</source>
        <translation>体素尺寸</translation>
    </message>
    <message>
        <source>wait for it or stop it, or name another folder</source>
        <translation>请等待或停止它，或指定其他文件夹</translation>
    </message>
    <message>
        <source>what GDAL notes beside a raster</source>
        <translation>GDAL 写在栅格旁的注记</translation>
    </message>
    <message>
        <source>what has a result was restored</source>
        <translation>已有结果的图像已经复原</translation>
    </message>
    <message>
        <source>without orientation</source>
        <translation>没有方向</translation>
    </message>
    <message>
        <source>without position in the patient</source>
        <translation>没有在患者体内的位置</translation>
    </message>
    <message>
        <source>without {name} or {number}, all results would have one name</source>
        <translation>若没有 {name} 或 {number}，所有结果的名称都会相同</translation>
    </message>
    <message>
        <source>write [[dataset]] entries, counted from 0 here (see the handbook, data sets)</source>
        <translation>请写成 [[dataset]] 条目，此处从 0 计数（见手册“数据集”）</translation>
    </message>
    <message>
        <source>write bands of one type into one file: gdal_translate -b 1 -b 2 ...</source>
        <translation>请将同一类型的波段写入一个文件：gdal_translate -b 1 -b 2 ...</translation>
    </message>
    <message>
        <source>write it with: datprl-ir embed FILE.jsonl -o FILE.safetensors --encoder clip</source>
        <translation>请用以下命令写成：datprl-ir embed FILE.jsonl -o FILE.safetensors --encoder clip</translation>
    </message>
    <message>
        <source>write optimiser.steps=300</source>
        <translation>请写成 optimiser.steps=300</translation>
    </message>
    <message>
        <source>write some with: datprl-ir describe DATASET --captioner attributes</source>
        <translation>请用以下命令写成：datprl-ir describe DATASET --captioner attributes</translation>
    </message>
    <message>
        <source>write them with: datprl-ir describe DATASET --captioner attributes</source>
        <translation>请用以下命令写成：datprl-ir describe DATASET --captioner attributes</translation>
    </message>
    <message>
        <source>writing or reading altered values</source>
        <translation>写入或读取改变了数值</translation>
    </message>
    <message>
        <source>written and read back bit for bit</source>
        <translation>写入后读回，逐位相同</translation>
    </message>
    <message>
        <source>{0}  nothing measured</source>
        <translation>{0}  无测量值</translation>
    </message>
    <message>
        <source>{0} (1 thread)</source>
        <translation>{0}（1 个线程）</translation>
    </message>
    <message>
        <source>{0} (now {1})</source>
        <translation>{0}（现为 {1}）</translation>
    </message>
    <message>
        <source>{0} ({1} threads)</source>
        <translation>{0}（{1} 线程）</translation>
    </message>
    <message>
        <source>{0} + {1} prompts</source>
        <translation>{0} + {1} 个提示</translation>
    </message>
    <message>
        <source>{0} DICOM object(s) without an image were skipped.</source>
        <translation>已跳过 {0} 个没有图像的 DICOM 对象。</translation>
    </message>
    <message>
        <source>{0} SUVmax of small lesions may change.</source>
        <translation>{0}小病灶的 SUVmax 可能改变。</translation>
    </message>
    <message>
        <source>{0} and its partner do not fit</source>
        <translation>{0} 与其配对图像不符</translation>
    </message>
    <message>
        <source>{0} and the others are of 1 mm</source>
        <translation>{0}，其余为 1 mm</translation>
    </message>
    <message>
        <source>{0} and the slices are taken in the order of their numbers</source>
        <translation>{0}，各层按其编号排序</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} 和 {1}</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 以及另外 {1} 项</translation>
    </message>
    <message>
        <source>{0} are unevenly spaced, or some are missing</source>
        <translation>{0}间距不均匀，或有缺失</translation>
    </message>
    <message>
        <source>{0} cannot be a model&apos;s name: {1}</source>
        <translation>{0} 不能作为模型名称：{1}</translation>
    </message>
    <message>
        <source>{0} cannot be compared with the result</source>
        <translation>{0} 无法与结果比较</translation>
    </message>
    <message>
        <source>{0} cannot be opened by its path alone</source>
        <translation>不能仅凭路径打开 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be paired</source>
        <translation>{0} 无法配对</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>无法读取 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be read as {1}</source>
        <translation>无法将 {0} 读作 {1}</translation>
    </message>
    <message>
        <source>{0} cannot be restored</source>
        <translation>{0} 无法复原</translation>
    </message>
    <message>
        <source>{0} cannot be told apart</source>
        <translation>无法区分 {0}</translation>
    </message>
    <message>
        <source>{0} cannot be trained in</source>
        <translation>无法在 {0} 中训练</translation>
    </message>
    <message>
        <source>{0} cannot be trained on</source>
        <translation>无法用 {0} 训练</translation>
    </message>
    <message>
        <source>{0} cannot be trained on yet</source>
        <translation>还不能用 {0} 训练</translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation>{0} 无法使用</translation>
    </message>
    <message>
        <source>{0} cannot be written as {1}</source>
        <translation>{0} 不能写成 {1}</translation>
    </message>
    <message>
        <source>{0} cannot be written to</source>
        <translation>无法写入 {0}</translation>
    </message>
    <message>
        <source>{0} cannot enlarge {1} times</source>
        <translation>{0} 不能放大 {1} 倍</translation>
    </message>
    <message>
        <source>{0} cannot hold colours multiplied by transparency</source>
        <translation>{0} 无法保存与透明度相乘的颜色</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} picture(s)</source>
        <translation>{0} 无法容纳 {1} 幅图像</translation>
    </message>
    <message>
        <source>{0} changes nothing</source>
        <translation>{0} 没有改变任何内容</translation>
    </message>
    <message>
        <source>{0} could not be decoded</source>
        <translation>无法解码 {0}</translation>
    </message>
    <message>
        <source>{0} could not be deleted</source>
        <translation>无法删除 {0}</translation>
    </message>
    <message>
        <source>{0} could not be listed</source>
        <translation>无法列出 {0} 的内容</translation>
    </message>
    <message>
        <source>{0} could not be opened</source>
        <translation>无法打开 {0}</translation>
    </message>
    <message>
        <source>{0} could not be read</source>
        <translation>无法读取 {0}</translation>
    </message>
    <message>
        <source>{0} could not be read again</source>
        <translation>无法再次读取 {0}</translation>
    </message>
    <message>
        <source>{0} could not be read as a released network</source>
        <translation>无法将 {0} 读作已发布的网络</translation>
    </message>
    <message>
        <source>{0} could not be unpacked</source>
        <translation>无法解压 {0}</translation>
    </message>
    <message>
        <source>{0} could not be written</source>
        <translation>无法写入 {0}</translation>
    </message>
    <message>
        <source>{0} damaged file(s) were skipped: {1}.</source>
        <translation>已跳过 {0} 个损坏的文件：{1}。</translation>
    </message>
    <message>
        <source>{0} did not come back unchanged</source>
        <translation>{0} 读回后发生了变化</translation>
    </message>
    <message>
        <source>{0} does not enlarge {1}x; the scale stays 1</source>
        <translation>{0} 不支持放大 {1} 倍；放大倍数保持为 1</translation>
    </message>
    <message>
        <source>{0} does not fit {1}</source>
        <translation>{0} 与 {1} 不匹配</translation>
    </message>
    <message>
        <source>{0} does not hold the 3 mm slices of {1}</source>
        <translation>{0} 中没有 {1} 的 3 mm 层</translation>
    </message>
    <message>
        <source>{0} does not hold the {1} images of {2}</source>
        <translation>{0} 中没有 {2} 的 {1} 图像</translation>
    </message>
    <message>
        <source>{0} does not match {1}</source>
        <translation>{0} 与 {1} 不匹配</translation>
    </message>
    <message>
        <source>{0} exists already</source>
        <translation>{0} 已经存在</translation>
    </message>
    <message>
        <source>{0} file(s) in the folder are not DICOM and were skipped.</source>
        <translation>已跳过文件夹中 {0} 个不是 DICOM 的文件。</translation>
    </message>
    <message>
        <source>{0} file(s) repeat an image of the folder and were skipped.</source>
        <translation>已跳过 {0} 个与文件夹中其他图像重复的文件。</translation>
    </message>
    <message>
        <source>{0} foreign bytes stand before its DICOM preamble</source>
        <translation>其 DICOM 前导部分之前有 {0} 个多余的字节</translation>
    </message>
    <message>
        <source>{0} has no description</source>
        <translation>{0} 没有描述</translation>
    </message>
    <message>
        <source>{0} has no partner</source>
        <translation>{0} 没有配对图像</translation>
    </message>
    <message>
        <source>{0} has no series {1}</source>
        <translation>{0} 没有序列 {1}</translation>
    </message>
    <message>
        <source>{0} has no window of its own; state one: window = [low, high]</source>
        <translation>{0} 没有自己的数值窗；请指定：window = [low, high]</translation>
    </message>
    <message>
        <source>{0} has no {1} images</source>
        <translation>{0} 没有 {1} 图像</translation>
    </message>
    <message>
        <source>{0} has shape {1}, too small to be degraded</source>
        <translation>{0} 的形状为 {1}，太小而无法退化</translation>
    </message>
    <message>
        <source>{0} has shapes {1} and {2}</source>
        <translation>{0} 的形状为 {1} 和 {2}</translation>
    </message>
    <message>
        <source>{0} has the same name</source>
        <translation>{0} 的名称与之相同</translation>
    </message>
    <message>
        <source>{0} has the same number or name, {1}</source>
        <translation>{0} 的编号或名称与之相同：{1}</translation>
    </message>
    <message>
        <source>{0} has {1} bands, not 1 or 3</source>
        <translation>{0} 有 {1} 个波段，不是 1 或 3 个</translation>
    </message>
    <message>
        <source>{0} has {1} planes, not one</source>
        <translation>{0} 有 {1} 层，不是单层</translation>
    </message>
    <message>
        <source>{0} holds 8 bits per sample and the photo has 16</source>
        <translation>{0} 每样本为 8 位，而照片为 16 位</translation>
    </message>
    <message>
        <source>{0} holds no batch</source>
        <translation>{0} 中没有批处理</translation>
    </message>
    <message>
        <source>{0} holds no data set that is known</source>
        <translation>{0} 中没有已知的数据集</translation>
    </message>
    <message>
        <source>{0} holds no image series</source>
        <translation>{0} 中没有图像序列</translation>
    </message>
    <message>
        <source>{0} holds no pairs that are known</source>
        <translation>{0} 中没有可识别的图像对</translation>
    </message>
    <message>
        <source>{0} holds that series, too</source>
        <translation>{0} 中也有该序列</translation>
    </message>
    <message>
        <source>{0} holds the clean images, {1} the others</source>
        <translation>{0} 中为清晰图像，{1} 中为退化图像</translation>
    </message>
    <message>
        <source>{0} holds values that are not finite</source>
        <translation>{0} 含有非有限数值</translation>
    </message>
    <message>
        <source>{0} holds {1} {2}, not one</source>
        <translation>{0} 含有 {1} 种{2}，而不是一种</translation>
    </message>
    <message>
        <source>{0} image</source>
        <translation>{0} 幅图像</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} 幅图像</translation>
    </message>
    <message>
        <source>{0} images of {1}</source>
        <translation>{0} 幅 {1} 的图像</translation>
    </message>
    <message>
        <source>{0} in {1}/{2}, line {3}</source>
        <translation>{1}/{2} 的 {0}，第 {3} 行</translation>
    </message>
    <message>
        <source>{0} is a file</source>
        <translation>{0} 是一个文件</translation>
    </message>
    <message>
        <source>{0} is described twice</source>
        <translation>{0} 被描述了两次</translation>
    </message>
    <message>
        <source>{0} is in {1} alone</source>
        <translation>{0} 仅存在于 {1} 中</translation>
    </message>
    <message>
        <source>{0} is no file of descriptions</source>
        <translation>{0} 不是描述文件</translation>
    </message>
    <message>
        <source>{0} is no folder of a run</source>
        <translation>{0} 不是训练文件夹</translation>
    </message>
    <message>
        <source>{0} is no journal that can be read</source>
        <translation>{0} 不是可读的批处理日志</translation>
    </message>
    <message>
        <source>{0} is no list of data sets</source>
        <translation>{0} 不是数据集清单</translation>
    </message>
    <message>
        <source>{0} is not a finite number{1}: {2}</source>
        <translation>{0}不是有限数值{1}：{2}</translation>
    </message>
    <message>
        <source>{0} is not a folder of pairs</source>
        <translation>{0} 不是图像对文件夹</translation>
    </message>
    <message>
        <source>{0} is not a sequence of GoPro</source>
        <translation>{0} 不是 GoPro 的序列</translation>
    </message>
    <message>
        <source>{0} is not read</source>
        <translation>没有读取 {0}</translation>
    </message>
    <message>
        <source>{0} is not read, since that could run foreign code</source>
        <translation>没有读取 {0}，因为那可能运行外来代码</translation>
    </message>
    <message>
        <source>{0} is not restored</source>
        <translation>{0} 没有复原</translation>
    </message>
    <message>
        <source>{0} is not the Rain100L of 200 and 100 pairs</source>
        <translation>{0} 不是含 200 对和 100 对图像的 Rain100L</translation>
    </message>
    <message>
        <source>{0} keys do not name {1} features</source>
        <translation>{0} 个键与 {1} 的特征不对应</translation>
    </message>
    <message>
        <source>{0} lacks the image {1}</source>
        <translation>{0} 缺少图像 {1}</translation>
    </message>
    <message>
        <source>{0} map, no image,{1}</source>
        <translation>{0} 图，并非图像，{1}</translation>
    </message>
    <message>
        <source>{0} of its files are locked by a password</source>
        <translation>其中 {0} 个文件有密码锁定</translation>
    </message>
    <message>
        <source>{0} of its inputs still wait</source>
        <translation>其中还有 {0} 个输入在等待</translation>
    </message>
    <message>
        <source>{0} of its values are not finite</source>
        <translation>其中 {0} 个数值不是有限数值</translation>
    </message>
    <message>
        <source>{0} of the {1} images of the split are missing</source>
        <translation>该划分的 {1} 幅图像中缺少 {0} 幅</translation>
    </message>
    <message>
        <source>{0} of {1} bits {2}</source>
        <translation>{1} 位中的 {0} 位，{2}</translation>
    </message>
    <message>
        <source>{0} of {1} slices lie where another slice lies already.</source>
        <translation>{1} 层中有 {0} 层与其他层位置重合。</translation>
    </message>
    <message>
        <source>{0} of {1} texts</source>
        <translation>{1} 段文本中的第 {0} 段</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} 或 {1}</translation>
    </message>
    <message>
        <source>{0} planes from plane {1} on are neither part of one volume nor whole volumes</source>
        <translation>自第 {1} 层起的 {0} 层既不属于同一体数据，也不是整个体数据</translation>
    </message>
    <message>
        <source>{0} repeats {1} in {2} dose</source>
        <translation>{0} 重复了 {1} 的 {2} 剂量</translation>
    </message>
    <message>
        <source>{0} restored values equal to nodata were moved by one step</source>
        <translation>有 {0} 个复原值与无数据值相等，已移动一级</translation>
    </message>
    <message>
        <source>{0} scout image(s) (localizer) were skipped.</source>
        <translation>已跳过 {0} 幅定位像。</translation>
    </message>
    <message>
        <source>{0} slices got a larger rescale slope to hold their values</source>
        <translation>有 {0} 层采用了更大的重缩放斜率以容纳其数值</translation>
    </message>
    <message>
        <source>{0} to {1} is no part of 0 to {2}</source>
        <translation>{0} 到 {1} 不在 0 到 {2} 之内</translation>
    </message>
    <message>
        <source>{0} was described by {1}</source>
        <translation>{0} 由 {1} 描述</translation>
    </message>
    <message>
        <source>{0} was not continued</source>
        <translation>没有继续写入 {0}</translation>
    </message>
    <message>
        <source>{0} was not de-identified</source>
        <translation>没有对 {0} 去标识</translation>
    </message>
    <message>
        <source>{0} was not deleted</source>
        <translation>没有删除 {0}</translation>
    </message>
    <message>
        <source>{0} was not imported</source>
        <translation>没有导入 {0}</translation>
    </message>
    <message>
        <source>{0} was not opened</source>
        <translation>没有打开 {0}</translation>
    </message>
    <message>
        <source>{0} was not read</source>
        <translation>没有读取 {0}</translation>
    </message>
    <message>
        <source>{0} was not replaced</source>
        <translation>没有替换 {0}</translation>
    </message>
    <message>
        <source>{0} was not restored</source>
        <translation>没有复原 {0}</translation>
    </message>
    <message>
        <source>{0} was not trained for {1}; its card does not cover this result</source>
        <translation>{0} 没有为 {1} 训练过；其模型卡不涵盖此结果</translation>
    </message>
    <message>
        <source>{0} was not trained on {1} images; its card does not cover this</source>
        <translation>{0} 没有用 {1} 图像训练过；其模型卡不涵盖此项</translation>
    </message>
    <message>
        <source>{0} was not written</source>
        <translation>没有写入 {0}</translation>
    </message>
    <message>
        <source>{0} was not written as {1}</source>
        <translation>{0} 没有写成 {1}</translation>
    </message>
    <message>
        <source>{0} was {1} and is to be {2}</source>
        <translation>{0} 原为 {1}，现要改为 {2}</translation>
    </message>
    <message>
        <source>{0} {1} of {2}</source>
        <translation>{0} {1}，共 {2}</translation>
    </message>
    <message>
        <source>{0}, and more</source>
        <translation>{0} 等</translation>
    </message>
    <message>
        <source>{0}, and {1} more images are alone</source>
        <translation>{0}，另有 {1} 幅图像没有配对</translation>
    </message>
    <message>
        <source>{0}, assumed: {1}</source>
        <translation>{0}，推定：{1}</translation>
    </message>
    <message>
        <source>{0}, held out</source>
        <translation>{0}，留出</translation>
    </message>
    <message>
        <source>{0}, or the degraded one a quarter of it,{1}</source>
        <translation>{0}，或退化图像为其四分之一，{1}</translation>
    </message>
    <message>
        <source>{0}, though each image&apos;s own error is; the batch</source>
        <translation>{0}，尽管每幅图像自身的误差是有限的；该批为</translation>
    </message>
    <message>
        <source>{0}, {1} alone</source>
        <translation>{0}，仅 {1}</translation>
    </message>
    <message>
        <source>{0}, {1} bands</source>
        <translation>{0}，{1} 个波段</translation>
    </message>
    <message>
        <source>{0}, {1} channels wide, {2}</source>
        <translation>{0}，{1} 通道宽，{2}</translation>
    </message>
    <message>
        <source>{0}; and {1} more</source>
        <translation>{0}；另有 {1} 项</translation>
    </message>
    <message>
        <source>{0}; its last words: {1}</source>
        <translation>{0}；其最后的输出：{1}</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>Slice {0}: input {1}, result {2}</source>
        <translation>第 {0} 层：输入 {1}，结果 {2}</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>looking at the values</source>
        <translation>正在查看数值</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>asking the prompts</source>
        <translation>正在查询提示</translation>
    </message>
    <message>
        <source>looking for guesses</source>
        <translation>正在查找猜测之处</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>testing</source>
        <translation>正在测试</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>剩余 {0} 秒</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>剩余 {0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min left</source>
        <translation>剩余 {0} 小时 {1} 分钟</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Value under the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>正在读取 {0}</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
    <message>
        <source>{0:.1f} GB free</source>
        <translation>可用 {0:.1f} GB</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Train (Advanced)</source>
        <translation>训练（高级）</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>photo super-resolution</source>
        <translation>照片超分辨率</translation>
    </message>
    <message>
        <source>deraining</source>
        <translation>去雨</translation>
    </message>
    <message>
        <source>motion deblurring</source>
        <translation>去运动模糊</translation>
    </message>
    <message>
        <source>MRI super-resolution</source>
        <translation>MRI 超分辨率</translation>
    </message>
    <message>
        <source>CT denoising</source>
        <translation>CT 去噪</translation>
    </message>
    <message>
        <source>PET denoising</source>
        <translation>PET 去噪</translation>
    </message>
    <message>
        <source>satellite super-resolution</source>
        <translation>卫星影像超分辨率</translation>
    </message>
    <message>
        <source>cloud removal</source>
        <translation>去云</translation>
    </message>
    <message>
        <source>dehazing</source>
        <translation>去雾</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>loss</source>
        <translation>总损失</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>fft</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>contrast</source>
        <translation>对比</translation>
    </message>
</context>
<context>
    <name>ThreePlanes</name>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>TrainForm</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>A model learns from your own pairs of images. It runs in a process of its own and goes on when the window is closed.</source>
        <translation>模型从您自己的图像对中学习。训练在独立的进程中运行，关闭窗口后仍会继续。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folder of the run</source>
        <translation>训练文件夹</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>TrainTab</name>
    <message>
        <source>New training</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Find a run…</source>
        <translation>查找训练…</translation>
    </message>
    <message>
        <source>A folder of a run that lies elsewhere</source>
        <translation>位于别处的训练文件夹</translation>
    </message>
    <message>
        <source>It saves its state after the present step, and ends.</source>
        <translation>当前一步完成后将保存状态并结束。</translation>
    </message>
    <message>
        <source>Adding it to Models as {0}…</source>
        <translation>正在以 {0} 之名加入模型…</translation>
    </message>
    <message>
        <source>Find the folder of a run</source>
        <translation>查找训练的文件夹</translation>
    </message>
    <message>
        <source>It is in Models now, as {0}.</source>
        <translation>已加入模型，名称为 {0}。</translation>
    </message>
</context>
<context>
    <name>TrustSection</name>
    <message>
        <source>What is looked at</source>
        <translation>检查范围</translation>
    </message>
    <message>
        <source>This slice</source>
        <translation>此层</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Look for guesses</source>
        <translation>查找猜测之处</translation>
    </message>
    <message>
        <source>Self-ensemble: the image is restored turned and mirrored, in eight orientations, and the standard deviation of the results is shown.</source>
        <translation>自集成：将图像旋转和镜像成八个方向分别复原，并显示结果的标准差。</translation>
    </message>
    <message>
        <source>Spread map</source>
        <translation>离散图</translation>
    </message>
    <message>
        <source>Residual map</source>
        <translation>残差图</translation>
    </message>
    <message>
        <source>Data consistency: the result, reduced as its task does, less the input</source>
        <translation>数据一致性：按任务方式缩小后的结果减输入</translation>
    </message>
    <message>
        <source>Threshold of the change</source>
        <translation>变化阈值</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>Changed by more than</source>
        <translation>变化超过</translation>
    </message>
    <message>
        <source>Restore the image to see where the model may have guessed.</source>
        <translation>复原图像后可查看模型可能猜测的位置。</translation>
    </message>
    <message>
        <source>Turned and mirrored, an image shows the same. Where the results of eight orientations differ, the model guessed. It takes eight restorations.</source>
        <translation>图像旋转或镜像后内容不变。八个方向的结果不一致之处即为模型的猜测。需要复原八次。</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) clipped to what the file can hold.</source>
        <translation>
            <numerusform>%n 个值被裁剪到文件可容纳的范围。</numerusform>
        </translation>
    </message>
    <message>
        <source>Slice {0}</source>
        <translation>第 {0} 层</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散</translation>
    </message>
    <message>
        <source>{0}: {1} on average, {2} at most</source>
        <translation>{0}：平均 {1}，最大 {2}</translation>
    </message>
    <message>
        <source>Shrunk back: {0} from the input; a plain enlargement {1}</source>
        <translation>缩小后与输入相差 {0}；普通放大相差 {1}</translation>
    </message>
    <message>
        <source>{0:.1%} of the pixels; the largest change is {1}</source>
        <translation>{0:.1%} 的像素；最大变化为 {1}</translation>
    </message>
    <message>
        <source>spread of eight orientations</source>
        <translation>八个方向的离散</translation>
    </message>
    <message>
        <source>shrunk result − input</source>
        <translation>缩小的结果 − 输入</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>How the image is shown</source>
        <translation>图像的显示方式</translation>
    </message>
    <message>
        <source>Drag with the right button to change window and level</source>
        <translation>按住右键拖动以改变窗宽窗位</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁对比</translation>
    </message>
    <message>
        <source>Window, bands or range of values (keys 1 to 9)</source>
        <translation>窗口、波段或数值范围（按键 1 到 9）</translation>
    </message>
    <message>
        <source>Hold to see the image as it was (hold Space)</source>
        <translation>按住以查看原图（按住空格键）</translation>
    </message>
    <message>
        <source>Hold to see the image as it was</source>
        <translation>按住以查看原图</translation>
    </message>
    <message>
        <source>W {0:.0f}  L {1:.0f} HU</source>
        <translation>窗宽 {0:.0f}  窗位 {1:.0f} HU</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Usual weights of</source>
        <translation>通常权重：</translation>
    </message>
    <message>
        <source>Task prompts</source>
        <translation>任务提示</translation>
    </message>
    <message>
        <source>Domain prompts</source>
        <translation>领域提示</translation>
    </message>
    <message>
        <source>How far the prompts speak in each block</source>
        <translation>提示在各块中的作用程度</translation>
    </message>
    <message>
        <source>Ask every slice</source>
        <translation>逐层询问</translation>
    </message>
    <message>
        <source>A volume is asked once, so that slices do not flicker. This asks each alone.</source>
        <translation>体数据只询问一次，以免各层闪烁。此处逐层单独询问。</translation>
    </message>
    <message>
        <source>The model&apos;s pools</source>
        <translation>模型的提示池</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>How far the prompts speak</source>
        <translation>提示的作用程度</translation>
    </message>
    <message>
        <source>How alike the prompts are</source>
        <translation>提示之间的相似程度</translation>
    </message>
    <message>
        <source>Blue: alike, pale: unrelated, orange: opposed. Each square is a pair of prompts; off the diagonal, blue means that one of the two could be spared.</source>
        <translation>蓝色：相似；浅色：无关；橙色：相反。每个方格是一对提示；对角线以外的蓝色表示两者之一可以省去。</translation>
    </message>
    <message>
        <source>the closest task</source>
        <translation>最接近的任务</translation>
    </message>
    <message>
        <source>Restore the image to see which of the model&apos;s prompts answer to it.</source>
        <translation>复原图像后可查看模型的哪些提示作出响应。</translation>
    </message>
    <message>
        <source>This model has no prompts.</source>
        <translation>此模型没有提示。</translation>
    </message>
    <message>
        <source>A likeness to training images, no finding: of those for {0}, the prompts recognise {1:.0%}.</source>
        <translation>这是与训练图像的相似性，并非诊断结论：在其训练图像（{0}）中，提示能识别 {1:.0%}。</translation>
    </message>
    <message>
        <source>The card of this model has no profiles to compare the prompts with.</source>
        <translation>此模型卡没有可供比较的参考分布。</translation>
    </message>
    <message>
        <source>Looks most like {0}, {1:.2f}</source>
        <translation>最像：{0}，{1:.2f}</translation>
    </message>
    <message>
        <source>then {0}, {1:.2f}</source>
        <translation>其次：{0}，{1:.2f}</translation>
    </message>
    <message>
        <source>{0}; {1}.</source>
        <translation>{0}；{1}。</translation>
    </message>
    <message>
        <source>Height: similarity. Filled: chosen. Number: weight in %.</source>
        <translation>高度：相似度。实心：选中。数字：权重（%）。</translation>
    </message>
    <message>
        <source>Line: usual weight for {0}.</source>
        <translation>线：通常权重（{0}）。</translation>
    </message>
    <message>
        <source>{0}, number {1}</source>
        <translation>{0}，编号 {1}</translation>
    </message>
    <message>
        <source>no data set of the card uses it</source>
        <translation>模型卡中没有数据集使用它</translation>
    </message>
    <message>
        <source>{0}: used most by {1}</source>
        <translation>{0}：最常用于 {1}</translation>
    </message>
    <message>
        <source>Chosen by slices</source>
        <translation>按层选择</translation>
    </message>
    <message>
        <source>Chosen by the open images</source>
        <translation>按已打开图像选择</translation>
    </message>
</context>
</TS>
